package signet.files;

import signet.libc.CFunction;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Exchanges two names in one step, again and again, as an attacker would. */
final class Swap implements AutoCloseable {

    private static final int NO_FOLDER = -100;
    private static final int EXCHANGE = 2;
    private static final CFunction RENAMEAT2 = CFunction.returningInt("renameat2");

    private final Thread thread;
    private volatile boolean stopped;
    private final AtomicLong swaps = new AtomicLong();

    Swap(Path one, Path other) {
        thread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!stopped) {
                                        exchange(one, other);
                                        long _ = swaps.incrementAndGet();
                                    }
                                });
    }

    long swaps() {
        return swaps.get();
    }

    static void exchange(Path one, Path other) {
        try (Arena arena = Arena.ofConfined()) {
            long result =
                    RENAMEAT2.call(
                            NO_FOLDER,
                            arena.allocateFrom(one.toString()).address(),
                            NO_FOLDER,
                            arena.allocateFrom(other.toString()).address(),
                            EXCHANGE);
            if (result != 0) {
                throw new IllegalStateException("renameat2: " + result);
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
