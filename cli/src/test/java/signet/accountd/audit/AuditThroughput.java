package signet.accountd.audit;

import signet.accountd.audit.chain.Position;
import signet.config.AuditConfig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Prints how many entries per second go to a log, and the fsyncs' part of the time. */
final class AuditThroughput {

    private static final long SECONDS = 5;

    private AuditThroughput() {}

    /**
     * Measures, in new logs in the folder that is given.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws Exception {
        for (int threads : List.of(1, 8, 1, 8, 64)) {
            measure(Path.of(args[0], "audit-" + System.nanoTime() + ".log"), threads);
        }
    }

    private static void measure(Path file, int threads) throws Exception {
        AtomicLong entries = new AtomicLong();
        AtomicLong forces = new AtomicLong();
        AtomicLong forceNanos = new AtomicLong();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
        try (AuditLog log =
                        AuditLog.open(
                                AuditConfig.of(file),
                                Logs.NO_ROTATION,
                                Cadence.DEFAULT,
                                new Silent(),
                                folder -> new Timed(FileStorage.open(folder), forces, forceNanos));
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                callers.add(
                        pool.submit(
                                () -> {
                                    while (System.nanoTime() < end) {
                                        log.append(typical());
                                        entries.incrementAndGet();
                                    }
                                    return null;
                                }));
            }
            for (Future<?> caller : callers) {
                Object _ = caller.get();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%2d threads: %6d entries/s, %.1f entries for an fsync, %.0f us each, %.0f %% of"
                        + " the time%n",
                threads,
                entries.get() / SECONDS,
                (double) entries.get() / forces.get(),
                forceNanos.get() / 1e3 / forces.get(),
                100.0 * forceNanos.get() / (System.nanoTime() - start));
    }

    private static AuditEntry typical() {
        return AuditEntry.builder(Instant.now(), "finalize", Outcome.SIGNED)
                .peer("_signet-client", "socket /run/signet/S.signet")
                .ca("https://ca.example/directory")
                .names(List.of("www.example.org", "example.org"))
                .csrKey("a".repeat(64))
                .rule("web")
                .account("https://ca.example/acct/1")
                .url("https://ca.example/order/1/finalize")
                .request("b".repeat(64), new AuditEntry.Jws("h".repeat(300), "p".repeat(900)))
                .build();
    }

    private record Silent() implements AuditEvents {
        @Override
        public void checkpoint(Position position) {}

        @Override
        public void warning(String problem) {
            System.out.println(problem);
        }
    }

    private record Timed(Storage real, AtomicLong forces, AtomicLong nanos) implements Storage {
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            real.write(bytes, position);
        }

        @Override
        public void force() throws IOException {
            long start = System.nanoTime();
            real.force();
            nanos.addAndGet(System.nanoTime() - start);
            forces.incrementAndGet();
        }

        @Override
        public void truncate(long size) throws IOException {
            real.truncate(size);
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
