package signet.master.worker;

import signet.limits.BoundedLines;
import signet.limits.LogQuota;
import signet.master.process.Descriptor;
import signet.master.process.SocketPair;
import signet.text.Printable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What a child writes to its standard error, passed on line by line and in bounds. The child writes
 * into a socket and not to our terminal, which it could otherwise read from, or fill with control
 * sequences; and what is too much for our log is read and dropped. Thread-safe.
 */
public final class ChildLog implements AutoCloseable {

    private static final int LONGEST_LINE = 1000;

    /** For a child that lives as long as a run. A debugged run with 500 sections needs less. */
    private static final LogQuota.Limits LIMITS =
            new LogQuota.Limits(1000, Duration.ofSeconds(10), 1024 * 1024);

    private static final Duration GRACE = Duration.ofSeconds(3);

    private final SocketPair pair;
    private final Thread reader;
    private final LogQuota quota = new LogQuota(LIMITS);
    private final AtomicReference<String> lastLine = new AtomicReference<>("");

    private ChildLog(String name, Consumer<String> log, SocketPair pair) {
        this.pair = pair;
        this.reader =
                Thread.ofPlatform()
                        .daemon()
                        .name("log-" + name)
                        .unstarted(() -> read(pair.ours(), log));
    }

    /**
     * Starts to read, until the last process that holds the other end has ended.
     *
     * @param log takes each line, escaped
     * @throws IOException where there are no descriptors left
     */
    public static ChildLog open(String name, Consumer<String> log) throws IOException {
        ChildLog opened = new ChildLog(name, log, SocketPair.open());
        opened.reader.start();
        return opened;
    }

    /** Returns the end for the child, to be closed as soon as the child has it. */
    public Descriptor theirs() {
        return pair.theirs();
    }

    /** Returns the last line, also where it was dropped; empty where there is none. */
    String lastLine() {
        return lastLine.get();
    }

    private void read(Descriptor ours, Consumer<String> log) {
        try {
            BoundedLines.read(
                    ours.in(),
                    LONGEST_LINE,
                    line -> {
                        String safe = Printable.of(line);
                        lastLine.set(safe);
                        quota.pass(safe, log);
                    });
        } catch (IOException e) {
            // The child is gone; what it wrote before was passed on.
        }
    }

    /** Returns when all was passed on, for which the child must have ended. */
    @Override
    public void close() {
        pair.theirs().close();
        try {
            // A grandchild could hold the log open for ever; it must not hold us.
            reader.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pair.ours().shutdown();
    }
}
