package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/** What a client can make the real signer remember, in the memory that its launcher gives it. */
class OrderMemoryIT {

    private static final String RULE =
            """
            [allow all]
            names = .example
            orders-per-domain-per-day = 10
            """;
    private static final String LARGEST =
            PolicyFixture.order(
                    IntStream.range(0, 100)
                            .mapToObj(i -> "d" + i + ".example")
                            .toArray(String[]::new));

    /** Moves both clocks: to leave the monotonic one alone makes a start ten times as slow. */
    private static final String FAKETIME = "/usr/$LIB/faketime/libfaketimeMT.so.1";

    @TempDir private Path folder;

    @Test
    void ordersWithThousandsOfNamesAreRefusedFromTheFirst() throws Exception {
        Daemon.configure(folder, RULE, "");
        try (Daemon daemon = Daemon.start(folder)) {
            for (int i = 0; i < 700; i++) {
                assertThat(daemon.ask(PolicyFixture.order(JournalFiles.names(i, 1750))))
                        .contains("an order for more than 100 names and addresses");
            }
            assertThat(daemon.ask(PolicyFixture.order("a.example"))).isEmpty();
            assertThat(Files.size(daemon.orders())).isLessThan(1000);
            assertThat(daemon.output()).doesNotContain("OutOfMemory");
        }
        try (Daemon daemon = Daemon.start(folder)) {
            assertThat(daemon.ask(PolicyFixture.order("a.example"))).isEmpty();
        }
    }

    @Test
    void aFullMemoryIsServedRefusedReadAgainAndRepaired() throws Exception {
        Daemon.configure(folder, RULE, "");
        Path orders = folder.resolve("state/orders");
        long nearlyAll = MemoryLimits.DEFAULT.most() - 50_000;
        Path _ = JournalFiles.full(orders, "all", Instant.now(), nearlyAll, 100);
        try (Daemon daemon = Daemon.start(folder)) {
            String refusal = "";
            int signed = 0;
            while (refusal.isEmpty()) {
                refusal = daemon.ask(LARGEST.replace(".example", signed + ".example"));
                signed++;
            }
            assertThat(refusal).contains("the memory of orders is full").contains("orders-per-day");
            assertThat(daemon.ask("{}")).isEmpty();
            assertThat(daemon.isAlive()).isTrue();
            assertThat(daemon.output()).doesNotContain("OutOfMemory");
        }
        for (int i = 0; i < 2; i++) {
            try (Daemon daemon = Daemon.start(folder)) {
                assertThat(daemon.ask(LARGEST)).contains("the memory of orders is full");
                assertThat(daemon.ask("{}")).isEmpty();
            }
            Daemon.Ended repair = Daemon.repair(folder);
            assertThat(repair.output()).isEqualTo("Set 0 damaged line(s) aside.\n");
        }
    }

    /** As an earlier version left it, which could not start with it any more. */
    @Test
    void aMemoryThatWasTooLargeForAnEarlierVersionIsReadAndMadeSmall() throws Exception {
        Daemon.configure(folder, "[allow all]\nnames = .example\norders-per-day = 751\n", "");
        Path orders = folder.resolve("state/orders");
        writeFirstFormat(orders);
        long before = Files.size(orders);
        assertThat(before).isGreaterThan(60_000_000L);

        assertThat(Daemon.repair(folder).output()).isEqualTo("Set 1 damaged line(s) aside.\n");
        assertThat(Files.size(orders)).isGreaterThan(60_000_000L);
        try (Daemon daemon = Daemon.start(folder)) {
            assertThat(daemon.ask(PolicyFixture.order("a.example"))).isEmpty();
            assertThat(daemon.ask(PolicyFixture.order("a.example"))).contains("no orders-per-day");
            assertThat(Files.size(orders)).isLessThan(MemoryLimits.DEFAULT.most());
        }
    }

    private static void writeFirstFormat(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            for (int i = 0; i < 750; i++) {
                out.write(JournalFiles.first(Instant.now(), "all", JournalFiles.names(i, 1750)));
                out.write("\n");
            }
            out.write("torn");
        }
    }

    /** A real clock that is a year ahead, and put right again. */
    @Test
    void aClockAheadForgetsNoOrderAndBlocksNoneOnceItIsRight() throws Exception {
        Daemon.configure(
                folder,
                "[allow daily]\nnames = .example\noperations = newOrder\norders-per-day = 5\n",
                "");
        assertThat(signed(3, "+0d")).isEqualTo(3);
        assertThat(signed(2, "+365d")).isEqualTo(2);
        assertThat(signed(1, "+1h")).isZero();
        assertThat(signed(1, "+23h")).isZero();
        assertThat(signed(6, "+26h")).isEqualTo(5);
    }

    private int signed(int tries, String clock) throws Exception {
        int signed = 0;
        try (Daemon daemon =
                Daemon.start(folder, Map.of("LD_PRELOAD", FAKETIME, "FAKETIME", clock))) {
            for (int i = 0; i < tries; i++) {
                String refusal = daemon.ask(PolicyFixture.order("a.example"));
                signed += refusal.isEmpty() ? 1 : 0;
                assertThat(refusal).matches("(?s)|.*has no orders-per-day left.*");
            }
        }
        return signed;
    }

    /** Not even the state is written, and with room again all of the budget is there. */
    @Test
    void whatTheAuditLogCanNotRecordUsesUpNoBudget() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "none", small.toString());
        try {
            Daemon.configure(
                    folder,
                    "[allow daily]\nnames = .example\norders-per-day = 2\n",
                    "audit-log = " + small.resolve("audit.log") + "\n");
            String order = PolicyFixture.order("a.example");
            try (Daemon daemon = Daemon.start(folder)) {
                fill(small.resolve("filler"));
                String refusal = "";
                for (int i = 0; i < 100 && !refusal.contains("audit"); i++) {
                    refusal = daemon.ask("{}");
                }
                for (int i = 0; i < 49; i++) {
                    assertThat(daemon.ask(order)).contains("audit.log");
                }
                Files.delete(small.resolve("filler"));
                assertThat(daemon.ask(order)).isEmpty();
                assertThat(daemon.ask(order)).isEmpty();
                assertThat(daemon.ask(order)).contains("has no orders-per-day left");
            }
        } finally {
            run("umount", small.toString());
        }
    }

    @Test
    void outOfMemoryIsToldInOneLine() throws Exception {
        Daemon.configure(folder, RULE, "");
        Path endless = folder.resolve("requests");
        try (RandomAccessFile file = new RandomAccessFile(endless.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        Daemon.Ended ended =
                Daemon.run(
                        folder,
                        "policy",
                        "explain",
                        "--policy=" + folder.resolve("policy.conf"),
                        endless.toString());
        assertThat(ended.status()).isEqualTo(255);
        assertThat(ended.output()).startsWith("Error: out of memory; ").hasLineCount(1);
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
