package signet.accountd.approval;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request that waits, perhaps with equal ones, for the same question. Thread-safe. */
public final class PendingApproval {

    /** The clock of the day may jump; so nobody sleeps for long without a look at it. */
    private static final long LOOK_MILLIS = 250;

    private final Question question;
    private final Leases leases;
    private final CompletableFuture<Grant> outcome;

    PendingApproval(Question question, Leases leases) {
        this.question = question;
        this.leases = leases;
        this.outcome = question.outcome().copy();
    }

    /** Returns what persons are asked. */
    public Question question() {
        return question;
    }

    /**
     * Waits until the question is over or the request is cancelled. To be called once.
     *
     * @throws InterruptedException where the thread is interrupted; the request is cancelled then
     */
    public Grant await() throws InterruptedException {
        try {
            while (true) {
                Duration left = question.left();
                if (left.isZero()) {
                    boolean _ = question.end(new Grant.TimedOut(question.limit()));
                }
                long millis = Math.clamp(left.toMillis() + 1, 1, LOOK_MILLIS);
                try {
                    return counted(outcome.get(millis, TimeUnit.MILLISECONDS));
                } catch (TimeoutException _) {
                    // Not yet.
                }
            }
        } catch (InterruptedException e) {
            cancel();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Grant counted(Grant grant) {
        if (grant instanceof Grant.Granted(Lease lease, _) && !leases.open(lease)) {
            return new Grant.NotAsked(
                    "others have used up the yes, which was good for "
                            + LeaseState.EQUAL
                            + " equal requests");
        }
        return grant;
    }

    /** Ends the wait, as where the client has hung up; does nothing where it is over. */
    public void cancel() {
        if (outcome.complete(new Grant.Cancelled())) {
            question.leave();
        }
    }
}
