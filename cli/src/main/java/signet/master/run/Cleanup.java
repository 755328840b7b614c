package signet.master.run;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be undone at the end of a run, in reverse order, once, by whoever comes first: the
 * run itself, or the signal that ends it. Thread-safe; the second caller waits for the first.
 */
public final class Cleanup implements AutoCloseable {

    private final Deque<AutoCloseable> steps = new ArrayDeque<>();
    private final Messages messages;
    private boolean closed;

    /** Makes an empty one, which tells of steps that fail. */
    public Cleanup(Messages messages) {
        this.messages = messages;
    }

    /**
     * From now on, SIGINT, SIGTERM and SIGHUP undo everything and end the process with status 1.
     * After {@link #close} they find nothing to do, and a normal exit keeps its status.
     */
    public void endOnSignal() {
        Thread hook =
                Thread.ofPlatform()
                        .name("signal")
                        .unstarted(
                                () -> {
                                    if (!isClosed()) {
                                        messages.error("interrupted; cleaning up");
                                        messages.mute();
                                        close();
                                        Runtime.getRuntime().halt(1);
                                    }
                                });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Adds what is to be undone.
     *
     * @return the same thing
     * @throws IllegalStateException where the run is over; the thing has been undone then
     */
    public synchronized <T extends AutoCloseable> T add(T step) {
        steps.push(step);
        if (closed) {
            undo();
            throw new IllegalStateException("The run is over");
        }
        return step;
    }

    @Override
    public synchronized void close() {
        closed = true;
        undo();
    }

    private void undo() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                // One step that fails must not keep the others from being taken.
                messages.warning("while cleaning up: " + e.getMessage());
            }
        }
    }
}
