package signet.signer.server;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The input of a connection, whose end is noticed on request while nobody reads: by reading ahead,
 * since Java has no other way to see it. What was read ahead is read next. A client that sends more
 * while its request waits is there, and is not watched further. Used by one thread.
 */
final class WatchedInput extends InputStream implements Presence {

    /** More than any client sends without having waited for an answer. */
    private static final int MAX_AHEAD = 4096;

    private static final byte[] END = {};

    private final InputStream in;
    private @Nullable CompletableFuture<byte[]> ahead;
    private byte[] chunk = END;
    private int next;

    WatchedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public Vigil whenGone(Runnable action) {
        AtomicReference<@Nullable Runnable> armed = new AtomicReference<>(action);
        if (next == chunk.length) {
            CompletableFuture<byte[]> reading = ahead == null ? readAhead() : ahead;
            ahead = reading;
            CompletableFuture<?> _ =
                    reading.whenComplete(
                            (bytes, failure) -> {
                                if (failure != null || bytes.length == 0) {
                                    runOnce(armed);
                                }
                            });
        }
        return () -> armed.set(null);
    }

    private static void runOnce(AtomicReference<@Nullable Runnable> armed) {
        Runnable action = armed.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    private CompletableFuture<byte[]> readAhead() {
        CompletableFuture<byte[]> reading = new CompletableFuture<>();
        // Reads of standard input block the thread that they are on, so it is no virtual one.
        Thread.ofPlatform()
                .daemon()
                .name("presence")
                .start(
                        () -> {
                            byte[] bytes = new byte[MAX_AHEAD];
                            try {
                                int count = in.read(bytes);
                                reading.complete(count < 0 ? END : Arrays.copyOf(bytes, count));
                            } catch (IOException | RuntimeException e) {
                                reading.completeExceptionally(e);
                            }
                        });
        return reading;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ahead != null) {
            chunk = await(ahead);
            next = 0;
            ahead = null;
            if (chunk.length == 0) {
                return -1;
            }
        }
        if (next == chunk.length) {
            return in.read(target, offset, length);
        }
        int count = Math.min(length, chunk.length - next);
        System.arraycopy(chunk, next, target, offset, count);
        next += count;
        return count;
    }

    private static byte[] await(CompletableFuture<byte[]> reading) throws IOException {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(reading.exceptionNow().getMessage(), e);
        }
    }
}
