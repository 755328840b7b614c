package signet.signer.pkcs11.process;

import signet.signer.SignerException;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.deadline.Watch;
import signet.signer.protocol.LineReader;
import signet.signer.protocol.MalformedLineException;
import signet.signer.protocol.Protocol;
import signet.signer.protocol.Refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The requests on their way through one helper: so many at a time as it takes, answered in their
 * order, the others wait. There is no thread for the answers: one of those that wait reads for all,
 * and sends the next request whenever an answer has come. What is to be sent at the same time goes
 * in one write, and never under the lock: a write wakes the helper, which takes as long as all the
 * rest. Thread-safe.
 */
final class Pipeline implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final HelperProcess helper;
    private final LineReader answers;
    private final int sessions;
    private final PipelineLimits limits;
    private final Watch watch;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Pending> inFlight = new ArrayDeque<>();
    private final Queue<Pending> waiting = new ArrayDeque<>();

    /** Those of inFlight that are not written yet. */
    private final Queue<Pending> unsent = new ArrayDeque<>();

    private boolean writing;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile boolean broken;
    private volatile boolean late;

    /** The helper has said that its token is gone, and ends. */
    private volatile boolean leaving;

    /**
     * Takes over a helper that is ready.
     *
     * @param sessions how many requests it takes at a time
     */
    Pipeline(
            HelperProcess helper,
            LineReader answers,
            int sessions,
            PipelineLimits limits,
            DeadlineTimer timer) {
        this.helper = helper;
        this.answers = answers;
        this.sessions = sessions;
        this.limits = limits;
        this.watch = timer.watch(limits.answer(), this::expire);
        watch.pause();
    }

    /** Says whether another request can be sent, as far as is known. */
    boolean isUsable() {
        return !broken && helper.isAlive();
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param line with its line end, overwritten in any case
     * @return the answer line
     * @throws LostException where the helper went before it had the request, or as its token did
     */
    String ask(byte[] line) throws SignerException, LostException {
        Pending mine = new Pending(line);
        submit(mine);
        writeUnsent();
        long deadline = System.nanoTime() + limits.turn().toNanos();
        Pending.Outcome outcome = mine.outcome();
        while (outcome == null) {
            if (!mine.isAdmitted()) {
                awaitTurn(mine, deadline);
            } else if (reading.compareAndSet(false, true)) {
                readFor(mine);
            } else {
                LockSupport.park(this);
            }
            outcome = mine.outcome();
        }
        return switch (outcome) {
            case Pending.Outcome.Answered(String answer) -> answer;
            case Pending.Outcome.Lost() -> throw new LostException();
            case Pending.Outcome.Failed(SignerException cause) -> throw copy(cause);
        };
    }

    /** One exception for each thread, with its own stack trace. */
    private static SignerException copy(SignerException cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof SignerException.ProtocolViolation
                ? new SignerException.ProtocolViolation(message, cause)
                : new SignerException.TokenUnavailable(message, cause);
    }

    private void submit(Pending mine) throws SignerException, LostException {
        lock.lock();
        try {
            if (broken) {
                throw new LostException();
            }
            if (inFlight.size() < sessions) {
                admit(mine);
            } else if (waiting.size() < limits.queue()) {
                waiting.add(mine);
            } else {
                throw new SignerException.TokenUnavailable(
                        "the token is too slow for its clients: "
                                + limits.queue()
                                + " requests wait already (\"token-queue\")",
                        null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock. */
    private void admit(Pending request) {
        if (inFlight.isEmpty()) {
            watch.restart();
        }
        inFlight.add(request);
        unsent.add(request);
        request.admit();
    }

    /** Writes what is to be sent; a thread that is at it already does that for all. */
    private void writeUnsent() {
        for (byte[] bytes = collect(true); bytes.length > 0; bytes = collect(false)) {
            try {
                helper.requests().write(bytes);
                helper.requests().flush();
            } catch (IOException e) {
                // Whoever reads learns how the helper ended.
                helper.kill();
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    /** Returns what can be written now, and claims the writing; nothing where another has. */
    private byte[] collect(boolean first) {
        lock.lock();
        try {
            if (first && writing) {
                return NOTHING;
            }
            writing = !unsent.isEmpty();
            int length = 0;
            for (Pending request : unsent) {
                length += request.length();
            }
            ByteBuffer batch = ByteBuffer.allocate(length);
            for (Pending next = unsent.poll(); next != null; next = unsent.poll()) {
                next.moveTo(batch);
            }
            return batch.array();
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn(Pending mine, long deadline) throws SignerException {
        long left = deadline - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(this, left);
            return;
        }
        lock.lock();
        try {
            if (waiting.remove(mine)) {
                mine.wipe();
                throw new SignerException.TokenUnavailable(
                        "the token is busy: the request had no turn within "
                                + limits.turn().toSeconds()
                                + " s (\"token-wait\")",
                        null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands out answers until the own one and all that came with it are, then lets others read. */
    private void readFor(Pending mine) {
        try {
            for (boolean more = true; more || mine.outcome() == null; ) {
                readOne();
                more = !broken && answers.hasLine();
                if (!more) {
                    writeUnsent();
                }
            }
        } finally {
            reading.set(false);
            wakeNextReader();
        }
    }

    private void wakeNextReader() {
        lock.lock();
        try {
            Pending next = inFlight.peek();
            if (next != null) {
                next.wake();
            }
        } finally {
            lock.unlock();
        }
    }

    private void readOne() {
        try {
            Optional<String> line = answers.readLine(Protocol.MAX_ANSWER_LINE);
            if (line.isPresent()) {
                answered(line.get());
            } else {
                fail(ended());
            }
        } catch (MalformedLineException e) {
            fail(
                    new SignerException.ProtocolViolation(
                            "the token's helper gave a malformed answer: " + e.getMessage(), e));
        } catch (IOException e) {
            fail(ended());
        }
    }

    private SignerException ended() {
        String detail =
                late
                        ? "the token gave no answer within "
                                + limits.answer().toSeconds()
                                + " s (\"token-timeout\"); its helper was ended"
                        : "the token's helper ended while it had the request ("
                                + helper.ending()
                                + "); see the log";
        return new SignerException.TokenUnavailable(
                detail + ". The next request starts a new one", null);
    }

    private void answered(String line) {
        Pending first;
        lock.lock();
        try {
            first = inFlight.poll();
            if (first == null) {
                return;
            }
            if (Refusal.is(line) && Refusal.parse(line).kind() == Refusal.Kind.TOKEN_UNAVAILABLE) {
                leaving = true;
                broken = true;
            }
            Pending next = leaving ? null : waiting.poll();
            if (next != null) {
                admit(next);
            }
            if (inFlight.isEmpty()) {
                watch.pause();
                lose(waiting);
            } else {
                watch.restart();
            }
        } finally {
            lock.unlock();
        }
        first.finish(new Pending.Outcome.Answered(line));
    }

    private void fail(SignerException cause) {
        broken = true;
        helper.kill();
        lock.lock();
        try {
            watch.cancel();
            unsent.forEach(Pending::wipe);
            unsent.clear();
            lose(waiting);
            if (leaving) {
                // They are as good as never sent: the token was gone before.
                lose(inFlight);
            }
            for (Pending request = inFlight.poll(); request != null; request = inFlight.poll()) {
                request.finish(new Pending.Outcome.Failed(cause));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock. */
    private static void lose(Queue<Pending> requests) {
        for (Pending request = requests.poll(); request != null; request = requests.poll()) {
            request.wipe();
            request.finish(new Pending.Outcome.Lost());
        }
    }

    /** On the timer's thread: the read that is under way sees the end, and tells all. */
    private void expire() {
        late = true;
        helper.kill();
    }

    @Override
    public void close() {
        broken = true;
        watch.cancel();
        helper.close();
    }

    /** The helper is gone, and the request can be sent to another one. */
    static final class LostException extends Exception {
        LostException() {
            super("the helper is gone");
        }
    }
}
