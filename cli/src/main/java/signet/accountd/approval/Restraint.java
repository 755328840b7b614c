package signet.accountd.approval;

import signet.limits.Backoff;
import signet.limits.Rate;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps persons from being asked until they are tired and say yes. A no is good for a while, as a
 * yes is: the same is refused without a question meanwhile, and for longer after each further no.
 * Where nobody answered, it is put off. And one peer has so many questions within an hour; those
 * that got a yes do not count. Remembers a bounded number of digests, in memory alone. Thread-safe.
 */
public final class Restraint {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** Twice as many as the usual rate of one peer makes in the time that a no can last. */
    private static final int REFUSALS = 1024;

    private static final int PEERS = 256;

    private final AskingLimits limits;
    private final Backoff<String, Grant.Refused> refusals;
    private final Rate<Peer> questions;

    /** Who asks, and by which way: what a rate is for. */
    private record Peer(String name, String via) {
        static Peer of(LeaseUse use) {
            return new Peer(use.peer(), use.via());
        }
    }

    /** Makes one that has seen no question yet. */
    public Restraint(AskingLimits limits, TimeSource time) {
        this.limits = limits;
        this.refusals = new Backoff<>(limits.retryAfter(), DAY, REFUSALS, time.nanos());
        this.questions = new Rate<>(limits.questionsPerHour(), HOUR, PEERS, time.nanos());
    }

    AskingLimits limits() {
        return limits;
    }

    /** Whether a question may be asked. */
    sealed interface Admission {

        /** It was counted. */
        record Admitted(Rate.Ticket ticket) implements Admission {}

        /** It must not be asked, for this reason. */
        record Refused(String reason) implements Admission {}
    }

    /** Counts a question, or says why it must not be asked. */
    Admission admit(ApprovalRequest request) {
        Optional<String> before =
                refusals.find(request.use().digest())
                        .map(refusal -> "it was not asked again: " + refusal.cause().reason());
        if (before.isPresent()) {
            return new Admission.Refused(before.get());
        }
        return switch (questions.take(Peer.of(request.use()))) {
            case Rate.Ticket ticket -> new Admission.Admitted(ticket);
            case Rate.Later(Duration left) ->
                    new Admission.Refused(
                            limits.questionsPerHour()
                                    + " questions of this peer within an hour had no yes; the next"
                                    + " one can be asked in "
                                    + text(left));
        };
    }

    /** Says when a request that was refused can be asked again; empty where it can be now. */
    Optional<String> retryAfter(LeaseUse use) {
        return refusals.find(use.digest()).map(refusal -> text(refusal.left()));
    }

    /**
     * Remembers how a question ended; to be called before the same can be asked again.
     *
     * @param ticket by which the question was counted
     */
    void ended(ApprovalRequest request, Rate.Ticket ticket, Grant grant) {
        switch (grant) {
            case Grant.Granted _ -> {
                refusals.forget(request.use().digest());
                notCounted(request, ticket);
            }
            case Grant.Denied denied -> refused(request, denied);
            case Grant.TimedOut nobody -> refusals.defer(request.use().digest(), nobody);
            case Grant.NobodyToAsk _, Grant.NotAsked _, Grant.Cancelled _ -> {
                // No answer of a person. If one was asked, the question counts.
            }
        }
    }

    /** Remembers a no, also one that came after a yes. */
    void refused(ApprovalRequest request, Grant.Denied denied) {
        refusals.refuse(request.use().digest(), denied);
    }

    /** A question got a yes, or was shown to nobody. */
    void notCounted(ApprovalRequest request, Rate.Ticket ticket) {
        questions.giveBack(Peer.of(request.use()), ticket);
    }

    private static String text(Duration time) {
        long seconds = time.plusSeconds(1).minusNanos(1).toSeconds();
        if (seconds <= 120) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        return minutes <= 120 ? minutes + " min" : (minutes + 59) / 60 + " h";
    }
}
