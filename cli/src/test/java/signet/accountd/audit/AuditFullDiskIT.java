package signet.accountd.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** A disk that is really full: a small tmpfs. */
class AuditFullDiskIT {

    @TempDir private Path folder;
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=256k,mode=700",
                "signet-audit-test",
                disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Longer than a page, so that a part of it fits where the whole does not. */
    private static AuditEntry entry(int number) {
        return AuditEntry.builder(Instant.now(), "finalize", Outcome.SIGNED)
                .peer("peer" + number, "socket")
                .request("00", new AuditEntry.Jws("h", "p".repeat(9000)))
                .build();
    }

    private void fill(Path filler) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(
                            () -> {
                                while (true) {
                                    out.write(page);
                                }
                            });
        }
        assertThat(disk.toFile().getUsableSpace()).isZero();
    }

    @Test
    void refusesWithoutATraceAndGoesOnWhereThereIsRoom() throws Exception {
        Logs logs = new Logs(disk);
        Path filler = disk.resolve("filler");
        int written = 0;
        try (AuditLog log = logs.open()) {
            for (; written < 3; written++) {
                log.append(entry(written));
            }
            fill(filler);
            long size = Files.size(logs.files.log());
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(AuditException.NotWritten.class)
                        .isThrownBy(() -> log.append(entry(100)))
                        .withMessageContaining("No space left on device")
                        .withMessageContaining("make room");
                assertThat(Files.size(logs.files.log())).isEqualTo(size);
            }
            assertThat(logs.verify().problem()).isEmpty();

            Files.delete(filler);
            log.append(entry(written++));
        }
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().decisions()).isEqualTo(written);
    }

    @Test
    void nextFileThatCantBeMadeIsNoHarm() throws Exception {
        Logs logs = new Logs(disk);
        Path filler = disk.resolve("filler");
        try (AuditLog log = logs.open(20_000)) {
            log.append(entry(0));
            fill(filler);
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(AuditException.NotWritten.class)
                        .isThrownBy(() -> log.append(entry(100)));
            }
            assertThat(logs.files.numbers()).isEmpty();
            Files.delete(filler);
            for (int i = 1; i < 6; i++) {
                log.append(entry(i));
            }
        }
        assertThat(logs.files.numbers()).isNotEmpty();
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().decisions()).isEqualTo(6);
    }

    /** However little room there is for the first files: what is left of them is no harm. */
    @Test
    void startThatFailedForWantOfRoomWorksLater() throws Exception {
        int failed = 0;
        for (int pages = 0; pages < 6; pages++) {
            Path own = Files.createDirectory(disk.resolve("pages" + pages));
            Logs logs = new Logs(own);
            Path filler = disk.resolve("filler");
            fill(filler);
            try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
                FileChannel _ = channel.truncate(channel.size() - 4096L * pages);
            }
            try {
                logs.open().close();
            } catch (IOException e) {
                failed++;
            }
            Files.delete(filler);
            logs.write(1, Logs.NO_ROTATION);
            assertThat(logs.verify().problem()).as("with %d pages", pages).isEmpty();
            assertThat(logs.verify().decisions()).isEqualTo(1);
        }
        assertThat(failed).isBetween(3, 5);
    }
}
