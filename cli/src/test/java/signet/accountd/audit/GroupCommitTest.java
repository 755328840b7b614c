package signet.accountd.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineType;
import signet.testing.Eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupCommitTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Neither checkpoints nor head files come in between. */
    private static final Cadence NEVER =
            new Cadence(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(1));

    @TempDir private Path folder;

    private final FaultyDisk disk = new FaultyDisk();

    private AuditLog open(Logs logs) throws IOException {
        return AuditLog.open(logs.config, Logs.NO_ROTATION, NEVER, logs, disk);
    }

    @Test
    void entriesThatComeDuringAnFsyncShareTheNextOne() throws Exception {
        Logs logs = new Logs(folder);
        CountDownLatch first = new CountDownLatch(1);
        disk.beforeForce = () -> awaitQuietly(first);
        List<Thread> threads = new ArrayList<>();
        try (AuditLog log = open(logs)) {
            threads.add(append(log, "first.example.org"));
            Eventually.await("the first fsync", LONG, () -> disk.forces.get() == 1);
            for (int i = 0; i < 7; i++) {
                threads.add(append(log, "next" + i + ".example.org"));
            }
            Eventually.await(
                    "seven that wait",
                    LONG,
                    () -> threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
            first.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(disk.forces).hasValue(2);
            assertThat(logs.lines()).filteredOn(l -> l.type() == LineType.DECISION).hasSize(8);
        }
    }

    private static Thread append(AuditLog log, String name) {
        return Thread.ofPlatform()
                .start(
                        () -> {
                            try {
                                log.append(Logs.entry(name));
                            } catch (AuditException e) {
                                throw new AssertionError(e);
                            }
                        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyThreadsGetAllTheirEntriesInTheirOrder() throws Exception {
        Logs logs = new Logs(folder);
        int threads = 8;
        int each = 250;
        try (AuditLog log = AuditLog.open(logs.config, 100_000, Cadence.DEFAULT, logs, disk);
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                done.add(
                        pool.submit(
                                () -> {
                                    for (int i = 0; i < each; i++) {
                                        log.append(Logs.entry(thread + "." + i));
                                    }
                                    return null;
                                }));
            }
            for (Future<?> future : done) {
                Object _ = future.get();
            }
        }
        Map<String, Integer> next = new HashMap<>();
        for (ChainLine line : logs.lines()) {
            if (line.type() == LineType.DECISION) {
                String[] name = line.json().strings("names").getFirst().split("\\.", 2);
                assertThat(Integer.parseInt(name[1])).isEqualTo(next.getOrDefault(name[0], 0));
                next.merge(name[0], 1, Integer::sum);
            }
        }
        assertThat(next).hasSize(threads).allSatisfy((_, n) -> assertThat(n).isEqualTo(each));
        assertThat(disk.forces.get()).isLessThan(threads * each);
        assertThat(logs.files.numbers()).isNotEmpty();
        assertThat(logs.verify().problem()).isEmpty();
    }

    @Test
    void logIsInOrderAtEachMomentWhileItIsWrittenAndRotated() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = AuditLog.open(logs.config, 5000, Logs.OFTEN, logs, FileStorage::open);
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                writers.add(
                        pool.submit(
                                () -> {
                                    for (int i = 0; i < 100; i++) {
                                        log.append(Logs.entry("a.example.org"));
                                    }
                                    return null;
                                }));
            }
            do {
                assertThat(logs.verify().problem()).isEmpty();
            } while (!writers.stream().allMatch(Future::isDone));
            for (Future<?> writer : writers) {
                Object _ = writer.get();
            }
        }
        assertThat(logs.files.numbers()).hasSizeGreaterThan(10);
        assertThat(logs.verify().decisions()).isEqualTo(400);
    }

    @Test
    void interruptedCallerStillLearnsTheOutcome() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = open(logs)) {
            Thread.currentThread().interrupt();
            log.append(Logs.entry("a.example.org"));
            assertThat(Thread.interrupted()).isTrue();
            log.append(Logs.entry("b.example.org"));
        }
        assertThat(logs.verify().decisions()).isEqualTo(2);
    }

    @Test
    void halfWrittenLineIsTakenBackAndTheNextOneWorks() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = open(logs)) {
            log.append(Logs.entry("a.example.org"));
            long size = Files.size(logs.files.log());
            disk.writesHalf = true;
            assertThatExceptionOfType(AuditException.NotWritten.class)
                    .isThrownBy(() -> log.append(Logs.entry("b.example.org")))
                    .withMessageContaining("No space left on device")
                    .withMessageContaining("make room");
            assertThat(Files.size(logs.files.log())).isEqualTo(size);
            disk.writesHalf = false;
            log.append(Logs.entry("c.example.org"));
        }
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().decisions()).isEqualTo(2);
    }

    @Test
    void halfWrittenLineThatStaysEndsTheLogUntilItIsRepaired() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = open(logs)) {
            disk.writesHalf = true;
            disk.truncateFails = true;
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(() -> log.append(Logs.entry("b.example.org")));
            disk.writesHalf = false;
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(() -> log.append(Logs.entry("c.example.org")))
                    .withMessageContaining("half a line");
        }
        assertThatExceptionOfType(AuditException.Broken.class)
                .isThrownBy(logs::open)
                .withMessageContaining("audit repair " + logs.files.log());
        assertThat(AuditRepair.run(logs.config)).isPresent();
        logs.write(1, Logs.NO_ROTATION);
        assertThat(logs.verify().problem()).isEmpty();
    }

    @Test
    void failedFsyncIsFinalUntilTheLogIsOpenedAgain() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = open(logs)) {
            disk.forceFails = true;
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(() -> log.append(Logs.entry("a.example.org")))
                    .withMessageContaining("Input/output error");
            disk.forceFails = false;
            int forces = disk.forces.get();
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(() -> log.append(Logs.entry("b.example.org")));
            assertThat(disk.forces).hasValue(forces);
        }
        logs.write(1, Logs.NO_ROTATION);
        assertThat(logs.verify().problem()).isEmpty();
    }

    @Test
    void errorOfTheProgramLeavesNobodyWaiting() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = open(logs)) {
            disk.breaksTheProgram = true;
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(AuditException.Broken.class)
                        .isThrownBy(() -> log.append(Logs.entry("a.example.org")));
            }
        }
    }

    @Test
    void halfWrittenLineIsTakenAwayAtTheEndAtLast() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = open(logs)) {
            disk.writesHalf = true;
            disk.truncateFails = true;
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(() -> log.append(Logs.entry("a.example.org")));
            disk.truncateFails = false;
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(() -> log.append(Logs.entry("b.example.org")));
        }
        logs.write(1, Logs.NO_ROTATION);
        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify().decisions()).isEqualTo(1);
    }

    /** The kernel shows what it could not write; a power failure would show that it did not. */
    @Test
    void nothingIsAddedToWhatAnFsyncFailedOn() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = open(logs)) {
            log.append(Logs.entry("a.example.org"));
            long size = Files.size(logs.files.log());
            disk.forceFails = true;
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(() -> log.append(Logs.entry("b.example.org")));
            assertThat(Files.size(logs.files.log())).isEqualTo(size);
        }
        assertThat(logs.verify().decisions()).isEqualTo(1);
    }

    @Test
    void rotationWhoseNamesAreNotOnTheDiskEndsTheLogUntilTheyAre() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = AuditLog.open(logs.config, 1500, NEVER, logs, disk)) {
            log.append(Logs.entry("a.example.org"));
            disk.syncFails = true;
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    log.append(Logs.entry("b.example.org"));
                                }
                            })
                    .withMessageContaining("can't be rotated")
                    .withMessageContaining("Input/output error");
        }
        int before = logs.lines().size();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(logs))
                .withMessageContaining("Input/output error");
        assertThat(logs.lines()).hasSize(before);
        disk.syncFails = false;
        try (AuditLog log = open(logs)) {
            log.append(Logs.entry("c.example.org"));
        }
        assertThat(logs.files.numbers()).hasSize(1);
        assertThat(logs.verify().problem()).isEmpty();
    }

    @Test
    void closedFileOfThatNumberIsNotOverwritten() throws Exception {
        Logs logs = new Logs(folder);
        try (AuditLog log = AuditLog.open(logs.config, 1500, NEVER, logs, disk)) {
            log.append(Logs.entry("a.example.org"));
            Files.writeString(logs.files.numbered(1), "somebody's");
            assertThatExceptionOfType(AuditException.Broken.class)
                    .isThrownBy(
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    log.append(Logs.entry("b.example.org"));
                                }
                            })
                    .withMessageContaining("can't be rotated");
        }
        assertThat(logs.files.numbered(1)).hasContent("somebody's");
    }
}
