package signet.accountd.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.LineType;
import signet.config.AuditConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A log is written where it was opened, whatever its path leads to meanwhile. */
class ExchangedFolderTest {

    private static final int NOBODY = 65534;

    @TempDir private Path folder;
    private Path theirs;
    private Logs logs;
    private Logs moved;

    @BeforeEach
    void makeFolders() throws IOException {
        logs = new Logs(Files.createDirectory(folder.resolve("audit")));
        moved = new Logs(folder.resolve("moved"));
        theirs = Files.createDirectory(folder.resolve("theirs"));
    }

    private void exchange() throws IOException {
        Path _ = Files.move(logs.files.folder(), moved.files.folder());
        Path _ = Files.createSymbolicLink(logs.files.folder(), theirs);
    }

    @Test
    void linesRotationsAndHeadsGoToTheFolderThatWasOpened() throws Exception {
        try (AuditLog log = logs.open(3000)) {
            log.append(Logs.entry("before.example.org"));
            exchange();
            for (int i = 0; i < 40; i++) {
                log.append(Logs.entry("www" + i + ".example.org"));
            }
        }
        assertThat(theirs).isEmptyDirectory();
        assertThat(moved.files.numbers()).hasSizeGreaterThan(3);
        assertThat(moved.verify().problem()).isEmpty();
        assertThat(moved.verify().decisions()).isEqualTo(41);
    }

    @Test
    void aRepairIsMadeInTheFolderThatWasOpened() throws Exception {
        logs.write(3, Logs.NO_ROTATION);
        Path _ = Files.writeString(logs.files.log(), "torn", StandardOpenOption.APPEND);
        LogDisk disk =
                new LogDisk() {
                    private boolean exchanged;

                    @Override
                    public Storage open(LogFolder opened) throws IOException {
                        return FileStorage.open(opened);
                    }

                    @Override
                    public void sync(LogFolder opened) throws IOException {
                        if (!exchanged) {
                            exchange();
                            exchanged = true;
                        }
                        opened.sync();
                    }
                };
        assertThat(AuditRepair.run(logs.config, disk)).isPresent();
        assertThat(theirs).isEmptyDirectory();
        assertThat(moved.lines().getLast().type()).isEqualTo(LineType.REPAIRED);
        assertThat(moved.verify().problem()).isEmpty();
    }

    /** The key may be in another folder than the log. */
    @Test
    void aKeyOnWhoseWayAnotherUserCouldExchangeItIsNeitherMadeNorUsed() throws Exception {
        Path deep = Files.createDirectories(theirs.resolve("a/b"));
        Path key = deep.resolve("key");
        Files.setAttribute(theirs.resolve("a"), "unix:uid", NOBODY);
        AuditConfig config = new AuditConfig(logs.config.file(), Logs.NO_ROTATION, key);
        refused(config);
        assertThat(deep).isEmptyDirectory();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> CheckpointKey.create(key))
                .withMessageContaining(theirs.resolve("a") + ": belongs to user nobody");
        assertThat(deep).isEmptyDirectory();

        Files.setAttribute(theirs.resolve("a"), "unix:uid", 0);
        AuditLog.open(config, logs).close();
        assertThat(key).exists();
        Files.setAttribute(theirs.resolve("a"), "unix:uid", NOBODY);
        refused(config);
    }

    private void refused(AuditConfig config) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AuditLog.open(config, logs).close())
                .withMessageContaining(
                        theirs.resolve("a")
                                + ": belongs to user nobody, who could exchange the checkpoint"
                                + " key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".next", ".head", ".lock", ".key"})
    void aLinkInThePlaceOfAFileIsNotWrittenTo(String suffix) throws Exception {
        Path victim = Files.createFile(folder.resolve("victim"));
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw----r--"));
        Path file = logs.files.log().resolveSibling("audit.log" + suffix);
        Path _ = Files.createSymbolicLink(file, victim);
        if (suffix.equals(".next")) {
            logs.write(1, Logs.NO_ROTATION);
            assertThat(logs.verify().problem()).isEmpty();
        } else {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> logs.open().close());
        }
        assertThat(victim).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)))
                .isEqualTo("rw----r--");
    }
}
