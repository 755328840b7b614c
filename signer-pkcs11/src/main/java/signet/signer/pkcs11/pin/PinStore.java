package signet.signer.pkcs11.pin;

import org.jspecify.annotations.Nullable;

import signet.signer.SignerException;

import java.io.IOException;

/** Gives the PIN by the operator's policy, and keeps it no longer than that says. Thread-safe. */
public final class PinStore implements AutoCloseable {

    private final PinSource source;
    private final PinPolicy policy;
    private @Nullable Pin kept;
    private boolean read;

    /** Makes one that has no PIN yet. */
    public PinStore(PinSource source, PinPolicy policy) {
        this.source = source;
        this.policy = policy;
    }

    /**
     * Returns the PIN, in a copy that the caller closes.
     *
     * @param prompt what to ask, where a person is asked
     * @throws SignerException.TokenUnavailable where there is none
     */
    public synchronized Pin get(String prompt) throws SignerException {
        if (kept != null) {
            return kept.copy();
        }
        if (read && !source.secret().canBeReadAgain()) {
            throw new SignerException.TokenUnavailable(
                    "the PIN is needed again, and was typed on the terminal at the start; restart"
                            + " signet-accountd, or set \"askpass\" or \"pin-policy = keep\"",
                    null);
        }
        Pin pin;
        try {
            pin = source.read(prompt);
        } catch (IOException e) {
            throw new SignerException.TokenUnavailable("no PIN: " + e.getMessage(), e);
        }
        read = true;
        return pin;
    }

    /** Says whether the PIN can be had for every signature, also when no person is there. */
    public boolean isAlwaysAtHand() {
        return policy == PinPolicy.KEEP || source.secret().canBeReadAgain();
    }

    /** Says whether an accepted PIN stays in memory. */
    public boolean keeps() {
        return policy == PinPolicy.KEEP;
    }

    /** Returns where the PIN comes from, for messages. */
    public String sourceName() {
        return source.name();
    }

    /** The token has accepted it; where the policy allows, it is kept. */
    public synchronized void accepted(Pin pin) {
        forget();
        if (policy == PinPolicy.KEEP) {
            kept = pin.copy();
        }
    }

    /** Overwrites what is kept; the next time, the source is read. */
    public synchronized void forget() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    @Override
    public void close() {
        forget();
    }
}
