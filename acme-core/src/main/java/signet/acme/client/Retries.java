package signet.acme.client;

import signet.acme.Problem;
import signet.text.Printable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Decides, for one request, what follows each answer and each failure: that was it, once more after
 * a wait, or give up. Everything is bounded. Not thread-safe.
 */
final class Retries {

    // At 50 % rejection, as Pebble can be told, one request in 16 million still fails.
    private static final int MAX_BAD_NONCES = 24;
    private static final int MAX_FAILURES = 3;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final Request request;
    private final Deadline deadline;
    private final Timekeeper time;
    private final Backoff backoff = Backoff.forRetries();
    private int badNonces;
    private int failures;

    Retries(Request request, Deadline deadline, Timekeeper time) {
        this.request = request;
        this.deadline = deadline;
        this.time = time;
    }

    /**
     * Judges a failed exchange.
     *
     * @return how long to wait before the next
     * @throws AcmeException the failure, where there shall be no next
     */
    Duration after(AcmeException.ConnectionFailed failure) throws AcmeException {
        if (failure.perhapsReceived() && !request.operation().repeatable()) {
            throw failure;
        }
        return backOff().orElseThrow(() -> failure);
    }

    /**
     * Judges an answer.
     *
     * @return how long to wait before the next try; empty where the answer is a success
     * @throws AcmeException where the answer is final and no success
     */
    Optional<Duration> after(HttpReply reply) throws AcmeException {
        if (reply.isSuccess()) {
            return Optional.empty();
        }
        if (reply.isRedirect() || reply.status() < 200) {
            throw redirected(reply);
        }
        Problem problem = reply.problem();
        if (problem.is("badNonce") && ++badNonces < MAX_BAD_NONCES) {
            return Optional.of(Duration.ZERO);
        }
        Optional<Duration> wanted = RetryAfter.of(reply, time.now());
        boolean busy = reply.status() == TOO_MANY_REQUESTS || problem.is("rateLimited");
        boolean notNow = busy || reply.status() == UNAVAILABLE;
        if (notNow && wanted.isPresent()) {
            return Optional.of(obey(wanted.get(), reply, problem));
        }
        // Without a time, the limits of a CA last for hours, those of a proxy for moments.
        boolean passing = notNow || (reply.isServerError() && request.operation().repeatable());
        if (passing && !problem.is("rateLimited")) {
            return Optional.of(
                    backOff().orElseThrow(() -> refused(reply, problem, Optional.empty())));
        }
        throw refused(reply, problem, wanted);
    }

    private Duration obey(Duration wanted, HttpReply reply, Problem problem) throws AcmeException {
        if (!deadline.allows(wanted)) {
            throw refused(reply, problem, Optional.of(wanted));
        }
        Duration least = backOff().orElseThrow(() -> refused(reply, problem, Optional.of(wanted)));
        return wanted.compareTo(least) > 0 ? wanted : least;
    }

    private Optional<Duration> backOff() {
        Duration wait = backoff.next();
        return ++failures > MAX_FAILURES || !deadline.allows(wait)
                ? Optional.empty()
                : Optional.of(wait);
    }

    private AcmeException refused(HttpReply reply, Problem problem, Optional<Duration> wanted) {
        Optional<Instant> retryAt =
                wanted.map(wait -> time.now().plus(wait).truncatedTo(ChronoUnit.SECONDS));
        return new AcmeException.ServerProblem(
                request.operation().name(), request.url(), reply.status(), problem, retryAt);
    }

    private AcmeException redirected(HttpReply reply) {
        return new AcmeException.ProtocolViolation(
                request.operation().name(),
                request.url(),
                "HTTP "
                        + reply.status()
                        + reply.header("Location").map(to -> ", to " + Printable.of(to)).orElse("")
                        + "; redirects are not followed");
    }
}
