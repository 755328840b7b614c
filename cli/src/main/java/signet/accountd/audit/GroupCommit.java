package signet.accountd.audit;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings lines to the disk with a thread of its own: what comes in during one fsync goes out with
 * the next. The callers' threads don't touch the file, as the interrupt of one would close it.
 */
final class GroupCommit implements AutoCloseable {

    /** How many bytes one write has at most. */
    static final int MAX_BYTES = 256 * 1024;

    private static final Duration IDLE = Duration.ofHours(1);

    /** The members of a line, and the caller who waits. */
    private record Ticket(String body, CompletableFuture<Optional<AuditException>> outcome) {}

    private final LogWriter writer;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Ticket> queue = new ArrayDeque<>();
    private boolean closing;

    GroupCommit(LogWriter writer) {
        this.writer = writer;
        this.thread = Thread.ofPlatform().name("audit log").daemon().start(this::run);
    }

    /** Returns when the line is on the disk. */
    void append(String body) throws AuditException {
        Ticket ticket = new Ticket(body, new CompletableFuture<>());
        lock.lock();
        try {
            if (closing) {
                throw new AuditException.Broken(
                        "the audit log is closed, as signet-accountd ends", null);
            }
            queue.add(ticket);
            arrived.signal();
        } finally {
            lock.unlock();
        }
        Optional<AuditException> failure = ticket.outcome().join();
        if (failure.isPresent()) {
            throw failure.get().again();
        }
    }

    private void run() {
        Duration idle = Duration.ZERO;
        for (List<Ticket> batch = await(idle); batch != null; batch = await(idle)) {
            Optional<AuditException> failure = commit(batch);
            batch.forEach(ticket -> ticket.outcome().complete(failure));
            idle = housekeeping();
        }
        writer.close();
    }

    /** An error must not leave callers waiting, nor the next one think that all is well. */
    private Optional<AuditException> commit(List<Ticket> batch) {
        try {
            if (!batch.isEmpty()) {
                writer.commit(batch.stream().map(Ticket::body).toList());
            }
            return Optional.empty();
        } catch (AuditException e) {
            return Optional.of(e);
        } catch (RuntimeException | Error e) {
            return Optional.of(writer.abandon(e));
        }
    }

    private Duration housekeeping() {
        try {
            return writer.housekeeping();
        } catch (RuntimeException | Error e) {
            AuditException _ = writer.abandon(e);
            return IDLE;
        }
    }

    /** Returns what is to be written; nothing where the time is up, null at the end. */
    private @Nullable List<Ticket> await(Duration idle) {
        lock.lock();
        try {
            long left = idle.toNanos();
            while (queue.isEmpty() && !closing && left > 0) {
                left = arrived.awaitNanos(left);
            }
            List<Ticket> batch = take();
            return batch.isEmpty() && closing ? null : batch;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        } finally {
            lock.unlock();
        }
    }

    private List<Ticket> take() {
        List<Ticket> batch = new ArrayList<>();
        long bytes = 0;
        for (Ticket ticket = queue.peek(); ticket != null; ticket = queue.peek()) {
            bytes += ticket.body().length();
            if (bytes > MAX_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(queue.remove());
        }
        return batch;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
