package signet.token;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes answers in the order of their requests. Whoever brings the one that is due writes it, and
 * in the same go those after it that are there already; the others go on with their work at once.
 * Thread-safe.
 */
final class Answers {

    private final OutputStream out;
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Queue<Request> due = new ArrayDeque<>();
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private boolean writing;

    /**
     * Makes one.
     *
     * @param limit how many requests may be unanswered at a time
     */
    Answers(OutputStream out, int limit) {
        this.out = out;
        this.limit = limit;
    }

    /** Says whether a request may come now. */
    boolean hasRoom() {
        lock.lock();
        try {
            return due.size() < limit;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a request behind those that are there. */
    void expect(Request request) {
        lock.lock();
        try {
            due.add(request);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Answers a request.
     *
     * @throws IOException where the answers that are due can't be written
     */
    void answer(Request request, byte[] text) throws IOException {
        request.answer(text);
        for (byte[] bytes = collect(true); bytes != null; bytes = collect(false)) {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException e) {
                stopWriting();
                throw e;
            }
        }
    }

    /** Returns what can be written now, and claims the writing; null where there is nothing. */
    private byte @Nullable [] collect(boolean first) {
        lock.lock();
        try {
            if (first && writing) {
                return null;
            }
            batch.reset();
            for (byte[] text = next(); text != null; text = next()) {
                batch.writeBytes(text);
            }
            writing = batch.size() > 0;
            if (!writing) {
                quiet.signalAll();
            }
            return writing ? batch.toByteArray() : null;
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] next() {
        Request head = due.peek();
        byte[] text = head == null ? null : head.answer();
        if (text != null) {
            due.remove();
        }
        return text;
    }

    private void stopWriting() {
        lock.lock();
        try {
            due.clear();
            writing = false;
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all requests are answered and written; returns whether they are. */
    boolean awaitAll(Duration limitOfTime) {
        long left = limitOfTime.toNanos();
        lock.lock();
        try {
            while (writing || !due.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = quiet.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
