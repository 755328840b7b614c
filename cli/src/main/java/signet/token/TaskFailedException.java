package signet.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.PinFate;
import signet.signer.protocol.Refusal;

/** The task can't be done; accountd is told why. */
final class TaskFailedException extends Exception {

    private final SignerException reason;
    private final PinFate pin;

    TaskFailedException(SignerException reason, PinFate pin) {
        super(reason.getMessage(), reason);
        this.reason = reason;
        this.pin = pin;
    }

    HelperReport.Failed report() {
        return new HelperReport.Failed(Refusal.of(reason), pin);
    }
}
