package signet.accountd.audit;

import java.util.Locale;

/** What became of a request. */
public enum Outcome {
    /** The signature was made, and leaves once this is recorded. */
    SIGNED,
    /** The policy, or the form of the request, forbids it. */
    REFUSED,
    /** It was allowed, and the signer could not. */
    FAILED;

    /** Returns the word in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
