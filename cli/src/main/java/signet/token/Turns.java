package signet.token;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Lets so many requests be worked on at a time; the others wait in their order. Whoever is done
 * with one takes the next, so that no thread has to be woken for it. Thread-safe.
 */
final class Turns {

    private final int most;
    private final Queue<Request> waiting = new ArrayDeque<>();
    private int busy;

    /**
     * Makes one.
     *
     * @param most how many are worked on at a time
     */
    Turns(int most) {
        this.most = most;
    }

    /** Says whether the caller is to work on a request now, and then on {@link #next}. */
    synchronized boolean enter(Request request) {
        if (busy < most) {
            busy++;
            return true;
        }
        waiting.add(request);
        return false;
    }

    /** Returns what the caller is to work on now; empty where it is done. */
    synchronized Optional<Request> next() {
        Optional<Request> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            busy--;
            if (busy == 0) {
                notifyAll();
            }
        }
        return next;
    }

    /** Forgets those that wait, and waits until the others are done. */
    synchronized void finish() {
        waiting.clear();
        try {
            while (busy > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
