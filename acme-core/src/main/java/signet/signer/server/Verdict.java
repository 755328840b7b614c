package signet.signer.server;

/** What a policy says to a request. The rule is named in the log, and to the client. */
public sealed interface Verdict {

    /** Returns the name of the rule that decides. */
    String rule();

    /** The request may be signed. */
    record Allowed(String rule) implements Verdict {}

    /**
     * The request may be signed, and then counts as used.
     *
     * @param allowed the verdict that is recorded
     * @param reservation what it uses up; the receiver has to end it, whatever becomes of the
     *     request
     */
    record Reserved(Allowed allowed, Reservation reservation) implements Verdict {
        @Override
        public String rule() {
            return allowed.rule();
        }
    }

    /**
     * It must not be.
     *
     * @param reason one line for its sender, which names the rule too
     */
    record Refused(String rule, String reason) implements Verdict {}
}
