package signet.accountd.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.Position;
import signet.testing.Eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class AuditLogTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void newLogHasItsFilesForTheOwnerAlone() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(1, Logs.NO_ROTATION);
        for (Path file :
                List.of(logs.files.log(), logs.files.head(), logs.files.key(), logs.files.lock())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
        assertThat(logs.lines())
                .extracting(ChainLine::type)
                .containsExactly(LineType.GENESIS, LineType.DECISION, LineType.CHECKPOINT);
    }

    @Test
    void entryIsOnTheDiskWhenAppendReturns() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = logs.open()) {
            log.append(Logs.entry("a.example.org"));
            assertThat(logs.lines().getLast().json().strings("names"))
                    .containsExactly("a.example.org");
        }
    }

    @Test
    void chainGoesOnWhereItWasLeft() throws Exception {
        Logs logs = new Logs(folder);
        for (int i = 0; i < 4; i++) {
            logs.write(3, Logs.NO_ROTATION);
        }
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().decisions()).isEqualTo(12);
        assertThat(logs.lines()).filteredOn(l -> l.type() == LineType.GENESIS).hasSize(1);
    }

    @Test
    void checkpointsAreSignedAndTold() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(12, Logs.NO_ROTATION);
        List<ChainLine> lines = logs.lines();
        assertThat(logs.checkpoints).hasSize(3);
        assertThat(logs.checkpoints)
                .allSatisfy(
                        position ->
                                assertThat(lines.get((int) position.seq()).type())
                                        .isEqualTo(LineType.CHECKPOINT));
        Position[] noted = logs.checkpoints.toArray(Position[]::new);
        assertThat(logs.verify(noted).problem()).isEmpty();
        assertThat(logs.verify().checkpoint()).contains(logs.checkpoints.getLast());
    }

    @Test
    void nothingNewNeedsNoCheckpoint() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(1, Logs.NO_ROTATION);
        long size = Files.size(logs.files.log());
        logs.write(0, Logs.NO_ROTATION);
        assertThat(Files.size(logs.files.log())).isEqualTo(size);
    }

    @Test
    void oldLineGetsACheckpointWithoutOtherLines() throws Exception {
        Logs logs = new Logs(folder);
        Cadence soon = new Cadence(1000, Duration.ofMillis(1), Duration.ofMillis(1));
        try (AuditLog log =
                AuditLog.open(logs.config, Logs.NO_ROTATION, soon, logs, FileStorage::open)) {
            log.append(Logs.entry("a.example.org"));
            Eventually.await(
                    "a checkpoint",
                    LONG,
                    () -> logs.lines().getLast().type() == LineType.CHECKPOINT);
            Eventually.await(
                    "a head of it",
                    LONG,
                    () -> Head.read(logs.files.head()).orElseThrow().position().seq() == 2);
        }
        assertThat(logs.verify().problem()).isEmpty();
    }

    @Test
    void filesAreNumberedAndNoneIsDeleted() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = logs.open(3000)) {
            Files.setPosixFilePermissions(
                    logs.files.log(), PosixFilePermissions.fromString("rw-r-----"));
            for (int i = 0; i < 40; i++) {
                log.append(Logs.entry("www" + i + ".example.org"));
            }
        }
        logs.write(10, 3000);
        List<Integer> numbers = logs.files.numbers();
        assertThat(numbers).hasSizeGreaterThan(3).startsWith(1, 2, 3);
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().decisions()).isEqualTo(50);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs.files.log())))
                .isEqualTo("rw-r-----");
        ChainLine first =
                ChainLine.parse(
                        Logs.text(logs.files.log()).getFirst().getBytes(StandardCharsets.US_ASCII));
        assertThat(first.type()).isEqualTo(LineType.ROTATED);
        assertThat(first.json().requiredString("before"))
                .isEqualTo("audit.log.00000" + numbers.size());
        for (int number : numbers) {
            assertThat(Files.size(logs.files.numbered(number))).isLessThan(4000);
        }
    }

    @Test
    void numbersGoOnWhereTheOldFilesWereMovedAway() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(40, 3000);
        int newest = logs.files.numbers().getLast();
        for (int number : logs.files.numbers()) {
            Files.delete(logs.files.numbered(number));
        }
        logs.write(20, 3000);
        assertThat(logs.files.numbers().getFirst()).isEqualTo(newest + 1);
    }

    @Test
    void crashInTheMiddleOfARotationIsNoHarm() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(3, Logs.NO_ROTATION);
        Files.move(logs.files.log(), logs.files.numbered(1));
        Files.writeString(logs.files.next(), "half of it");
        logs.write(3, Logs.NO_ROTATION);
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().decisions()).isEqualTo(6);
        assertThat(logs.verify().files()).isEqualTo(2);
    }

    @Test
    void linesBehindTheHeadFileAreThoseOfACrash() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(3, Logs.NO_ROTATION);
        byte[] head = Files.readAllBytes(logs.files.head());
        logs.write(3, Logs.NO_ROTATION);
        Files.write(logs.files.head(), head);
        logs.write(3, Logs.NO_ROTATION);
        assertThat(logs.verify().problem()).isEmpty();
    }

    @Test
    void secondProcessIsKeptOut() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog _ = logs.open()) {
            assertThatExceptionOfType(AuditException.InUse.class)
                    .isThrownBy(logs::open)
                    .withMessageContaining(logs.files.log().toString())
                    .withMessageContaining("process " + ProcessHandle.current().pid());
        }
        logs.open().close();
    }

    @Test
    void closedLogTakesNothingAndClosesTwice() throws Exception {
        Logs logs = new Logs(folder);
        AuditLog log = logs.open();
        log.close();
        log.close();
        assertThatExceptionOfType(AuditException.Broken.class)
                .isThrownBy(() -> log.append(Logs.entry("a.example.org")));
    }

    @Test
    void missingFolderIsTold() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Logs(folder.resolve("none")).open())
                .withMessageContaining("there is no folder");
    }

    @Test
    void symbolicLinkIsNotFollowed() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(1, Logs.NO_ROTATION);
        Path moved = folder.resolve("elsewhere");
        Files.move(logs.files.log(), moved);
        Files.createSymbolicLink(logs.files.log(), moved);
        assertThatExceptionOfType(IOException.class).isThrownBy(logs::open);
    }

    @Test
    void keyThatOthersCanReadIsRefused() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(1, Logs.NO_ROTATION);
        Files.setPosixFilePermissions(
                logs.files.key(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(logs::open)
                .withMessageContaining("chmod 600 " + logs.files.key());
    }

    @Test
    void missingOrOtherKeyIsTold() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(1, Logs.NO_ROTATION);
        Files.delete(logs.files.key());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(logs::open)
                .withMessageContaining("is gone; put it back");
        assertThat(CheckpointKey.create(logs.files.key())).isNotNull();
        assertThatExceptionOfType(AuditException.Broken.class)
                .isThrownBy(logs::open)
                .withMessageContaining("another checkpoint key");
    }

    @Test
    void startReadsNoMoreThanTheEnd() throws Exception {
        Logs logs = new Logs(folder);
        logs.write(400, Logs.NO_ROTATION);
        List<String> lines = new ArrayList<>(Logs.text(logs.files.log()));
        lines.set(3, lines.get(3).replace("alice", "mallo"));
        Logs.setText(logs.files.log(), lines);
        logs.write(1, Logs.NO_ROTATION);
        assertThat(logs.problem().line()).isEqualTo(4);
    }
}
