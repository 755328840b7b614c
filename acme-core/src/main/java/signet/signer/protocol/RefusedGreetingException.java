package signet.signer.protocol;

import java.io.IOException;

/** The signer turned the connection away and said why. */
public final class RefusedGreetingException extends IOException {

    private final transient Refusal refusal;

    /** Makes one with the signer's reason. */
    public RefusedGreetingException(Refusal refusal) {
        super(refusal.detail());
        this.refusal = refusal;
    }

    /** Returns the signer's reason. */
    public Refusal refusal() {
        return refusal;
    }
}
