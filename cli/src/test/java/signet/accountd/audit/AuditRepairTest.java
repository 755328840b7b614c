package signet.accountd.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.CheckpointPublicKey;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.check.Problem.Kind;
import signet.accountd.audit.check.Verification;
import signet.accountd.audit.check.Verifier;
import signet.accountd.audit.check.VerifyOptions;
import signet.testing.Eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class AuditRepairTest {

    @TempDir private Path folder;
    private Logs logs;

    @BeforeEach
    void makeLog() throws Exception {
        logs = new Logs(folder);
        logs.write(12, Logs.NO_ROTATION);
    }

    private void refusedWith(String message) {
        assertThatExceptionOfType(AuditException.Broken.class)
                .isThrownBy(logs::open)
                .withMessageContaining(message)
                .withMessageContaining("\"signet-accountd audit repair " + logs.files.log() + "\"");
    }

    private AuditRepair.Result repair() throws IOException {
        return AuditRepair.run(logs.config).orElseThrow();
    }

    private Verification accepting(long seq) throws IOException {
        return new Verifier(
                        logs.files,
                        new VerifyOptions(
                                CheckpointPublicKey.read(logs.config.checkpointKey()),
                                List.of(),
                                Set.of(seq),
                                false))
                .run();
    }

    @Test
    void logInOrderIsLeftAlone() throws Exception {
        byte[] before = Files.readAllBytes(logs.files.log());
        assertThat(AuditRepair.run(logs.config)).isEmpty();
        assertThat(Files.readAllBytes(logs.files.log())).isEqualTo(before);
    }

    @Test
    void tornLineIsKeptElsewhereAndToldInTheLog() throws Exception {
        Files.writeString(logs.files.log(), "{\"seq\":16,\"pr", StandardOpenOption.APPEND);
        refusedWith("torn line");

        AuditRepair.Result result = repair();
        assertThat(result.kept()).hasSize(2);
        assertThat(result.kept().getFirst()).hasContent("{\"seq\":16,\"pr");
        ChainLine marker = logs.lines().getLast();
        assertThat(marker.type()).isEqualTo(LineType.REPAIRED);
        assertThat(marker.seq()).isEqualTo(result.marker().seq());
        assertThat(marker.json().requiredString("kept"))
                .isEqualTo(result.kept().getFirst().getFileName().toString());
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().repairs()).hasSize(1);
        assertThat(AuditRepair.run(logs.config)).isEmpty();

        logs.write(3, Logs.NO_ROTATION);
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().decisions()).isEqualTo(15);
    }

    @Test
    void zeroesOfAPowerCutAreATornLineToo() throws Exception {
        Files.write(logs.files.log(), new byte[5000], StandardOpenOption.APPEND);
        refusedWith("torn line");
        assertThat(repair().kept().getFirst()).hasSize(5000);
        assertThat(logs.verify().problem()).isEmpty();
    }

    @Test
    void secondRepairKeepsWhatTheFirstOneKept() throws Exception {
        Files.writeString(logs.files.log(), "one", StandardOpenOption.APPEND);
        Path first = repair().kept().getFirst();
        Files.writeString(logs.files.log(), "two", StandardOpenOption.APPEND);
        Path second = repair().kept().getFirst();
        assertThat(first).hasContent("one");
        assertThat(second).hasContent("two");
    }

    @Test
    void truncationStaysVisibleUntilSomebodyAcceptsIt() throws Exception {
        List<String> lines = Logs.text(logs.files.log());
        Logs.setText(logs.files.log(), lines.subList(0, lines.size() - 3));
        refusedWith("was truncated");

        AuditRepair.Result result = repair();
        assertThat(logs.problem().kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(logs.problem().seq()).isEqualTo(result.marker().seq());
        logs.write(2, Logs.NO_ROTATION);
        assertThat(logs.problem().kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(accepting(result.marker().seq()).problem()).isEmpty();
    }

    /** Copies a log while accountd runs: its last line is no checkpoint then. */
    private Logs copyOfAnOpenLog() throws IOException {
        Logs copy = new Logs(Files.createDirectory(folder.resolve("copy")));
        try (AuditLog log = logs.open()) {
            log.append(Logs.entry("last.example.org"));
            long seq = logs.lines().getLast().seq();
            Eventually.await(
                    "a head file of it",
                    Duration.ofSeconds(60),
                    () -> Head.read(logs.files.head()).orElseThrow().position().seq() == seq);
            Files.copy(logs.files.log(), copy.files.log());
            Files.copy(logs.files.head(), copy.files.head());
            Files.copy(logs.files.key(), copy.files.key(), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    @Test
    void editedLastLineStaysVisibleUntilSomebodyAcceptsIt() throws Exception {
        logs = copyOfAnOpenLog();
        List<String> lines = new ArrayList<>(Logs.text(logs.files.log()));
        lines.set(lines.size() - 1, lines.getLast().replace("last.", "lost."));
        Logs.setText(logs.files.log(), lines);
        refusedWith("was edited");

        AuditRepair.Result result = repair();
        assertThat(result.marker().seq()).isEqualTo(lines.size());
        assertThat(logs.problem().kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(logs.problem().seq()).isEqualTo(result.marker().seq());
        assertThat(accepting(result.marker().seq()).problem()).isEmpty();
    }

    @Test
    void editedCheckpointAtTheEndIsNeverMadeGood() throws Exception {
        List<String> lines = new ArrayList<>(Logs.text(logs.files.log()));
        lines.set(lines.size() - 1, lines.getLast().replace("\"time\":\"20", "\"time\":\"21"));
        Logs.setText(logs.files.log(), lines);
        refusedWith("was edited");
        AuditRepair.Result result = repair();
        assertThat(accepting(result.marker().seq()).problem().orElseThrow().kind())
                .isEqualTo(Kind.BAD_SIGNATURE);
    }

    @Test
    void missingOrGarbledHeadFileIsRefusedAndRepaired() throws Exception {
        Files.delete(logs.files.head());
        refusedWith("has no head file");
        repair();
        assertThat(logs.verify().problem()).isEmpty();

        Files.writeString(logs.files.head(), "garbage", StandardCharsets.US_ASCII);
        refusedWith("has a broken head file");
        assertThat(repair().kept().getFirst()).hasContent("garbage");
        assertThat(logs.verify().problem()).isEmpty();
    }

    @Test
    void damageThatNoPowerCutMakesIsNotCutAway() throws Exception {
        try (AuditLog log = logs.open()) {
            for (int i = 0; i < 80; i++) {
                log.append(
                        AuditEntry.builder(Instant.now(), "finalize", Outcome.SIGNED)
                                .request("00", new AuditEntry.Jws("h", "p".repeat(9000)))
                                .build());
            }
        }
        List<String> lines = new ArrayList<>(Logs.text(logs.files.log()));
        lines.set(3, "garbage\n");
        lines.add("torn");
        Logs.setText(logs.files.log(), lines);
        byte[] before = Files.readAllBytes(logs.files.log());
        assertThat(before.length).isGreaterThan(2 * GroupCommit.MAX_BYTES);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AuditRepair.run(logs.config))
                .withMessageContaining("audit verify")
                .withMessageContaining("begins a new log");
        assertThat(Files.readAllBytes(logs.files.log())).isEqualTo(before);
    }

    @Test
    void logInUseIsNotRepaired() throws Exception {
        try (AuditLog _ = logs.open()) {
            assertThatExceptionOfType(AuditException.InUse.class)
                    .isThrownBy(() -> AuditRepair.run(logs.config));
        }
    }

    /** The bytes were gone, and the log in order, without a line that told of it. */
    @Test
    void repairThatFailsHalfWayIsDoneAgainAndLosesNothing() throws Exception {
        Files.writeString(logs.files.log(), "torn".repeat(200), StandardOpenOption.APPEND);
        FaultyDisk disk = new FaultyDisk();
        disk.writesHalf = true;
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AuditRepair.run(logs.config, disk))
                .withMessageContaining("No space left on device");
        refusedWith("torn line");
        disk.writesHalf = false;
        disk.forceFails = true;
        disk.truncateFails = true;
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AuditRepair.run(logs.config, disk));
        refusedWith("torn line");

        AuditRepair.Result result = repair();
        assertThat(result.kept().getFirst().resolveSibling("audit.log.kept-1"))
                .hasContent("torn".repeat(200));
        assertThat(logs.lines()).filteredOn(l -> l.type() == LineType.REPAIRED).isNotEmpty();
        assertThat(logs.verify().problem()).isEmpty();
    }
}
