package signet.accountd.approval;

import signet.accountd.approval.Question.Clockwork;
import signet.accountd.approval.Restraint.Admission;
import signet.limits.Rate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Has requests wait for the yes of persons. All ways to ask are used at once, and the first answer
 * counts. Thread-safe.
 */
public final class Approvals implements AutoCloseable {

    /** How many requests wait at once; the next one is refused. */
    public static final int MAX_WAITING = 64;

    /** How many of them may be one peer's, so that none keeps the others from being asked. */
    public static final int MAX_WAITING_OF_PEER = 32;

    /** How many characters a question may have: nobody reads more, and no program takes more. */
    static final int MAX_TEXT = 16_384;

    private final List<Way> ways;
    private final Leases leases;
    private final Clockwork clockwork;
    private final QuestionIds ids = new QuestionIds();
    private final Map<ApprovalRequest, Question> questions = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Makes one.
     *
     * @param ways are closed with it
     * @param restraint knows how much persons are asked
     * @param leases remembers what they approve
     * @param log must be ready to be called by any thread
     */
    public Approvals(
            List<Way> ways, Restraint restraint, Leases leases, TimeSource time, ApprovalLog log) {
        this.ways = List.copyOf(ways);
        this.leases = leases;
        this.clockwork = new Clockwork(time, restraint, leases, log);
    }

    /** Returns what was approved before. */
    public Leases leases() {
        return leases;
    }

    /** What became of a request in the first moment. */
    public sealed interface Submission {

        /** It waits, until it is awaited or cancelled. */
        record Waits(PendingApproval pending) implements Submission {}

        /** It is over. */
        record Refused(Grant.Refused refused) implements Submission {}
    }

    /** Asks, and does not wait: the caller may have to cancel. */
    public Submission submit(ApprovalRequest request) {
        Question question;
        Rate.Ticket ticket;
        synchronized (this) {
            Optional<String> objection = objection(request);
            if (objection.isPresent()) {
                return refused(objection.get());
            }
            Question same = questions.get(request);
            if (same != null && same.join()) {
                return new Submission.Waits(new PendingApproval(same, leases));
            }
            if (QuestionText.of(request).length() > MAX_TEXT) {
                return refused("there is more in it than a person can be asked about");
            }
            switch (clockwork.restraint().admit(request)) {
                case Admission.Refused(String reason) -> {
                    return refused(reason);
                }
                case Admission.Admitted(Rate.Ticket counted) -> ticket = counted;
            }
            question = new Question(ids.next(), request, ticket, ways, clockwork);
            questions.put(request, question);
        }
        PendingApproval pending = new PendingApproval(question, leases);
        question.whenOver(() -> remove(question));
        clockwork.log().asked(question);
        if (question.endWhereNobodyIsLeft()) {
            clockwork.restraint().notCounted(request, ticket);
        }
        for (Way way : ways) {
            if (!question.isOver()) {
                way.ask(question);
            }
        }
        return new Submission.Waits(pending);
    }

    /**
     * Says when a request that was refused can be asked again, such as "58 s"; empty where it can
     * be now.
     */
    public Optional<String> retryAfter(ApprovalRequest request) {
        return clockwork.restraint().retryAfter(request.use());
    }

    private static Submission refused(String reason) {
        return new Submission.Refused(new Grant.NotAsked(reason));
    }

    private Optional<String> objection(ApprovalRequest request) {
        if (closed) {
            return Optional.of("the signer is shutting down");
        }
        if (waiters(_ -> true) >= MAX_WAITING) {
            return Optional.of(MAX_WAITING + " requests wait for an approval already");
        }
        if (waiters(question -> question.request().peer().equals(request.peer()))
                >= MAX_WAITING_OF_PEER) {
            return Optional.of(
                    MAX_WAITING_OF_PEER + " requests of this peer wait for an approval already");
        }
        return Optional.empty();
    }

    private int waiters(Predicate<Question> which) {
        return questions.values().stream().filter(which).mapToInt(Question::waiters).sum();
    }

    private synchronized void remove(Question question) {
        boolean _ = questions.remove(question.request(), question);
    }

    /** Returns what waits, the oldest first. */
    public synchronized List<Question> waiting() {
        return List.copyOf(questions.values());
    }

    /** Cancels what waits, and stops to ask. */
    @Override
    public void close() {
        List<Question> left;
        synchronized (this) {
            closed = true;
            left = waiting();
        }
        left.forEach(question -> question.end(new Grant.Cancelled()));
        ways.forEach(Way::close);
    }
}
