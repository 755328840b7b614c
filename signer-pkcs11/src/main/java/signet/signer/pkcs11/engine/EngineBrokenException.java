package signet.signer.pkcs11.engine;

import signet.signer.SignerException;

/**
 * The token, the session or the module failed in a way that this process does not mend: it should
 * report the reason and end.
 */
public final class EngineBrokenException extends Exception {

    private final SignerException reason;

    /** Makes one from the reason, which is the cause too. */
    public EngineBrokenException(SignerException reason) {
        super(reason.getMessage(), reason);
        this.reason = reason;
    }

    /** Returns why, for whoever waits for the signature. */
    public SignerException reason() {
        return reason;
    }
}
