package signet.token;

import signet.signer.protocol.MalformedLineException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads the input in a thread of its own, which never enters a module: so the end of the input is
 * seen whatever a module does. It is the sign that accountd is gone or wants this process to be,
 * and a better one than the death of the parent, which the kernel tells by the death of the thread
 * that started this process.
 */
final class Inbox {

    private final LineInput lines;
    private final Runnable onEnd;
    private volatile LineSink sink;

    /**
     * Makes one.
     *
     * @param maxLine the longest line to accept, in bytes
     * @param sink gets the first lines
     * @param onEnd is run at the end, after the sink was told
     */
    Inbox(InputStream in, int maxLine, LineSink sink, Runnable onEnd) {
        this.lines = new LineInput(in, maxLine);
        this.sink = sink;
        this.onEnd = onEnd;
    }

    /** Starts to read. */
    void start() {
        Thread.ofPlatform().daemon().name("input").start(this::run);
    }

    /** Gives further lines to another sink. To be called where the peer waits for an answer. */
    void redirect(LineSink next) {
        sink = next;
    }

    private void run() {
        Optional<String> violation = Optional.empty();
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                sink.line(line.get());
            }
        } catch (MalformedLineException e) {
            violation = Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            // Nothing can follow: as good as the end.
            violation = Optional.empty();
        } finally {
            sink.end(violation);
            onEnd.run();
        }
    }
}
