package signet.accountd.policy;

import signet.accountd.csr.UnacceptableRequestException;
import signet.accountd.csr.UnverifiedRequest;
import signet.limits.FairTurns;

import java.time.Duration;
import java.util.Optional;

/**
 * Looks at the signature and the key of certificate requests. That keeps a processor busy, so few
 * are looked at at once, and each peer waits for its own. Thread-safe.
 *
 * @param turns how many
 */
record CsrCheck(FairTurns<Peer> turns) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Who waits for its own.
     *
     * @param name who asked
     * @param via how it came
     */
    record Peer(String name, String via) {}

    /** Leaves a processor, where there are several, to those who want something else. */
    static CsrCheck ofThisMachine() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new CsrCheck(new FairTurns<>(Math.max(1, processors - 1), PATIENCE));
    }

    /** Says what is wrong with a request, in words for its sender; waits for its turn. */
    Optional<String> objection(Question question, UnverifiedRequest csr) {
        var turn = turns.await(new Peer(question.peer(), question.via()));
        if (turn.isEmpty()) {
            return Optional.of(
                    "too many certificate requests are looked at already; send this one again");
        }
        try (var _ = turn.get()) {
            return objection(csr);
        }
    }

    /** Says what is wrong with a request, in words for its sender. */
    static Optional<String> objection(UnverifiedRequest csr) {
        try {
            csr.verify();
            return Optional.empty();
        } catch (UnacceptableRequestException e) {
            return Optional.of(refusal(e));
        }
    }

    static String refusal(UnacceptableRequestException e) {
        return "the certificate request is refused: " + e.reason();
    }
}
