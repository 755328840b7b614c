package signet.client;

import signet.control.ClientReport;

import java.time.Duration;

/**
 * Tells the master again and again that this process runs, since all that it waits for may take
 * long: the server's Retry-After, a person's yes at the signer. A master that hears nothing ends
 * the run.
 */
final class Heartbeat implements AutoCloseable {

    /** Several times in the shortest silence that the master bears, 30 seconds. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Thread thread;

    private Heartbeat(Thread thread) {
        this.thread = thread;
    }

    /** Starts it. */
    static Heartbeat start(MasterLink master) {
        return new Heartbeat(
                Thread.ofPlatform().daemon().name("heartbeat").start(() -> beat(master)));
    }

    private static void beat(MasterLink master) {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                master.report(new ClientReport.Alive());
            }
        } catch (InterruptedException e) {
            // All is done.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
