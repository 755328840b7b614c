package signet.signer.server;

/** What a policy says to a request. The rule is named in the log, and to the client. */
public sealed interface Verdict {

    /** Returns the name of the rule that decides. */
    String rule();

    /** The request may be signed. */
    record Allowed(String rule) implements Verdict {}

    /**
     * It must not be.
     *
     * @param reason one line for its sender, which names the rule too
     */
    record Refused(String rule, String reason) implements Verdict {}
}
