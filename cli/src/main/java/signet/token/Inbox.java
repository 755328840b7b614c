package signet.token;

import signet.signer.protocol.MalformedLineException;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the input, at any time in a thread that is in no module: so the end of the input is seen
 * whatever a module does. It is the sign that accountd is gone or wants this process to be, and a
 * better one than the death of the parent, which the kernel tells by the death of the thread that
 * started this process.
 *
 * <p>All threads wait for the input; the one that is woken for a line works on it itself, and wakes
 * no other where it has taken all that there was.
 */
final class Inbox {

    private final LineInput lines;
    private final Arrivals arrivals;
    private final Runnable onEnd;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile LineSink sink;
    private volatile boolean over;

    /**
     * Makes one.
     *
     * @param arrivals waits for what the lines are read from
     * @param sink gets the first lines, and leaves no work to the thread that reads
     * @param onEnd is run at the end, after the sink was told
     */
    Inbox(LineInput lines, Arrivals arrivals, LineSink sink, Runnable onEnd) {
        this.lines = lines;
        this.arrivals = arrivals;
        this.sink = sink;
        this.onEnd = onEnd;
    }

    /** Starts to read, in one thread. */
    void start() throws IOException {
        startThreads(1);
    }

    /**
     * Gives further lines to another sink. To be called where the peer waits for an answer.
     *
     * @param workers how many threads it keeps busy at most: there is one more to read
     */
    void redirect(LineSink next, int workers) throws IOException {
        sink = next;
        startThreads(workers);
    }

    private void startThreads(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Arrivals.Place place = arrivals.newPlace();
            Thread.ofPlatform().daemon().name("input").start(() -> run(place));
        }
    }

    private void run(Arrivals.Place place) {
        while (!over) {
            next(place).ifPresent(Runnable::run);
        }
    }

    /** Waits, and returns what there is to do then, which may be nothing. */
    private Optional<Runnable> next(Arrivals.Place place) {
        Optional<IOException> failure = await(place);
        reading.lock();
        try {
            if (failure.isPresent()) {
                // Nothing can be read any more: as good as the end.
                end(Optional.empty());
            }
            return read();
        } finally {
            reading.unlock();
        }
    }

    private static Optional<IOException> await(Arrivals.Place place) {
        try {
            place.await();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private Optional<Runnable> read() {
        try {
            while (!over) {
                Optional<byte[]> line = lines.next();
                if (line.isEmpty()) {
                    if (lines.hasEnded()) {
                        end(Optional.empty());
                    }
                    return Optional.empty();
                }
                Optional<Runnable> work = sink.line(line.get());
                if (work.isPresent()) {
                    if (lines.hasMore()) {
                        arrivals.leaveSome();
                    }
                    return work;
                }
            }
        } catch (MalformedLineException e) {
            end(Optional.of(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            // Nothing can follow: as good as the end.
            end(Optional.empty());
        }
        return Optional.empty();
    }

    private void end(Optional<String> violation) {
        if (over) {
            return;
        }
        over = true;
        try {
            sink.end(violation);
        } finally {
            onEnd.run();
        }
    }
}
