package signet.testing.token;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The touch sensor of a YubiKey. Thread-safe. */
final class Finger {

    /** As long as a YubiKey blinks. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition touch = lock.newCondition();
    private boolean waiting;

    /** Waits for a touch; tells whether it came in time. */
    boolean awaitTouch() throws InterruptedException {
        lock.lock();
        try {
            waiting = true;
            long left = PATIENCE.toNanos();
            while (waiting && left > 0) {
                left = touch.awaitNanos(left);
            }
            return !waiting;
        } finally {
            waiting = false;
            lock.unlock();
        }
    }

    /** Touches; a touch while nothing waits for it does nothing. */
    void touch() {
        lock.lock();
        try {
            waiting = false;
            touch.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a card busy; ends when the card is pulled. */
    void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            Condition nothing = lock.newCondition();
            long left = time.toNanos();
            while (left > 0) {
                left = nothing.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
