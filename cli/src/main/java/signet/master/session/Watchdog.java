package signet.master.session;

import signet.signer.deadline.DeadlineTimer;
import signet.signer.deadline.Watch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a client that keeps us waiting: one that is silent, does not read what it is sent, or talks
 * without ever bringing a result. The clock is one that never jumps. Thread-safe.
 */
final class Watchdog implements AutoCloseable {

    private final DeadlineTimer timer = new DeadlineTimer();
    private final AtomicReference<Optional<String>> reason =
            new AtomicReference<>(Optional.empty());
    private final Runnable end;
    private final Watch silence;
    private final Watch result;

    /**
     * Starts to watch.
     *
     * @param end ends the client, so that whoever waits for it stops to; must not block
     */
    Watchdog(Patience patience, Runnable end) {
        this.end = end;
        this.silence =
                watch(patience.silence(), "the client has said nothing for ", "; it was ended");
        this.result =
                watch(
                        patience.result(),
                        "none of the client's tasks has ended for ",
                        ", though it still runs; it was ended");
    }

    private Watch watch(Duration limit, String before, String after) {
        String text =
                limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
        return timer.watch(limit, () -> expire(before + text + after));
    }

    private void expire(String why) {
        reason.compareAndSet(Optional.empty(), Optional.of(why));
        end.run();
    }

    /** The client has said something that shows that it works. */
    void heard() {
        silence.restart();
    }

    /** One of its tasks has ended. */
    void ended() {
        result.restart();
        silence.restart();
    }

    /** Now it is we who do something; until {@link #heard} its silence does not count. */
    void pause() {
        silence.pause();
    }

    /** Says why the client was ended, where it was. */
    Optional<String> reason() {
        return reason.get();
    }

    @Override
    public void close() {
        timer.close();
    }
}
