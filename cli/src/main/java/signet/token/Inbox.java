package signet.token;

import signet.signer.protocol.MalformedLineException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the input, at any time in a thread that is in no module: so the end of the input is seen
 * whatever a module does. It is the sign that accountd is gone or wants this process to be, and a
 * better one than the death of the parent, which the kernel tells by the death of the thread that
 * started this process.
 *
 * <p>Threads take turns: the one that has read a line leaves the reading to another, and works on
 * the line itself, as to wake a thread for it takes longer than many a signature.
 */
final class Inbox {

    private final LineInput lines;
    private final Runnable onEnd;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile LineSink sink;

    /** Used by the thread that reads only. */
    private boolean over;

    /**
     * Makes one.
     *
     * @param maxLine the longest line to accept, in bytes
     * @param sink gets the first lines, and leaves no work to the thread that reads
     * @param onEnd is run at the end, after the sink was told
     */
    Inbox(InputStream in, int maxLine, LineSink sink, Runnable onEnd) {
        this.lines = new LineInput(in, maxLine);
        this.sink = sink;
        this.onEnd = onEnd;
    }

    /** Starts to read, in one thread. */
    void start() {
        startThreads(1);
    }

    /**
     * Gives further lines to another sink. To be called where the peer waits for an answer.
     *
     * @param workers how many threads it keeps busy at most: there is one more to read
     */
    void redirect(LineSink next, int workers) {
        sink = next;
        startThreads(workers);
    }

    private void startThreads(int count) {
        for (int i = 0; i < count; i++) {
            Thread.ofPlatform().daemon().name("input").start(this::run);
        }
    }

    private void run() {
        for (var work = read(); work.isPresent(); work = read()) {
            work.get().run();
        }
    }

    /** Reads until there is something to do; empty at the end. */
    private Optional<Runnable> read() {
        reading.lock();
        try {
            while (!over) {
                Optional<Runnable> work = readLine();
                if (work.isPresent()) {
                    return work;
                }
            }
            return Optional.empty();
        } finally {
            reading.unlock();
        }
    }

    private Optional<Runnable> readLine() {
        try {
            Optional<byte[]> line = lines.next();
            if (line.isPresent()) {
                return sink.line(line.get());
            }
            end(Optional.empty());
        } catch (MalformedLineException e) {
            end(Optional.of(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            // Nothing can follow: as good as the end.
            end(Optional.empty());
        }
        return Optional.empty();
    }

    private void end(Optional<String> violation) {
        over = true;
        try {
            sink.end(violation);
        } finally {
            onEnd.run();
        }
    }
}
