package signet.token;

import signet.signer.protocol.MalformedLineException;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The first lines of the input, for a thread that waits for them. */
final class DialogLines implements LineSink {

    /** The task and the PIN; whoever sends more before it gets an answer is not accountd. */
    private static final int MOST = 2;

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(MOST + 1);

    /** A line, the end, or what is wrong. */
    private sealed interface Item {

        final class Line implements Item {
            private final byte[] bytes;

            Line(byte[] bytes) {
                this.bytes = bytes;
            }
        }

        record End(Optional<String> violation) implements Item {}
    }

    @Override
    public Optional<Runnable> line(byte[] line) {
        if (items.size() < MOST) {
            items.add(new Item.Line(line));
        } else {
            end(Optional.of("too many lines"));
        }
        return Optional.empty();
    }

    @Override
    public void end(Optional<String> violation) {
        boolean _ = items.offer(new Item.End(violation));
    }

    /**
     * Waits for the next line, which the caller owns; empty at the end.
     *
     * @throws MalformedLineException where there is something else
     */
    Optional<byte[]> take() throws MalformedLineException {
        try {
            return switch (items.take()) {
                case Item.Line line -> Optional.of(line.bytes);
                case Item.End(Optional<String> violation) -> {
                    if (violation.isPresent()) {
                        throw new MalformedLineException(violation.get());
                    }
                    yield Optional.empty();
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
