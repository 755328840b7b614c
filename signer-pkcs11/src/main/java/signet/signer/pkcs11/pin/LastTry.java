package signet.signer.pkcs11.pin;

import signet.signer.Confirmation;
import signet.signer.SignerException;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets nothing be sent to a token before its last try without a person's yes. Thread-safe. */
final class LastTry {

    private final Confirmation confirmation;
    private final AtomicBoolean granted;

    LastTry(Confirmation confirmation, boolean granted) {
        this.confirmation = confirmation;
        this.granted = new AtomicBoolean(granted);
    }

    void check(TokenIdentity token, PinState state) throws SignerException.PinRejected {
        if (state != PinState.FINAL_TRY) {
            return;
        }
        String warning = token + " grants one last try: another wrong PIN locks it";
        if (!granted.getAndSet(false) && !confirmation.confirm(warning)) {
            throw new SignerException.PinRejected(
                    warning
                            + "; nothing was sent. When you are sure of the PIN, start"
                            + " signet-accountd on a terminal and say yes, or once with"
                            + " --last-try",
                    OptionalInt.of(1));
        }
    }
}
