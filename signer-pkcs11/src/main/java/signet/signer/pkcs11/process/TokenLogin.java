package signet.signer.pkcs11.process;

import signet.signer.SignerException;
import signet.signer.SignerLog;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.PinFate;
import signet.signer.pkcs11.pin.Pin;
import signet.signer.pkcs11.pin.PinAttempt;
import signet.signer.pkcs11.pin.PinGuard;
import signet.signer.pkcs11.pin.PinStore;
import signet.signer.protocol.Refusal;

import java.io.IOException;

/**
 * Has a token log in with the PIN that the operator gave, once it is known that it may have it.
 *
 * @param guard decides whether the PIN may be sent
 * @param pins gives it
 * @param log is told when a person has to do something
 */
public record TokenLogin(PinGuard guard, PinStore pins, SignerLog log) {

    /**
     * Logs in and returns the report that follows.
     *
     * @param expected the kind of report that tells of success
     * @throws SignerException where the PIN may not be sent, is not to be had, or is refused
     */
    <T extends HelperReport> T logIn(Dialog dialog, TokenReport token, Class<T> expected)
            throws SignerException {
        return switch (token.login()) {
            case NONE -> {
                dialog.sendNoPin();
                yield dialog.read(expected);
            }
            case PINPAD -> {
                guard.checkPinpad(token.token(), token.pinState());
                log.warning("type the PIN of " + token.token() + " on its own keys");
                dialog.sendNoPin();
                yield dialog.read(expected);
            }
            case PIN -> withPin(dialog, token, expected);
        };
    }

    private <T extends HelperReport> T withPin(Dialog dialog, TokenReport token, Class<T> expected)
            throws SignerException {
        guard.checkToken(token.token(), token.pinState());
        try (Pin pin = pins.get(prompt(token));
                PinAttempt attempt = attempt(token, pin)) {
            dialog.sendPin(pin);
            HelperReport report = dialog.read();
            if (expected.isInstance(report)) {
                attempt.accepted();
                pins.accepted(pin);
                return expected.cast(report);
            }
            if (report instanceof HelperReport.Failed failure) {
                settle(attempt, failure);
            }
            throw Dialog.failed(report);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private PinAttempt attempt(TokenReport token, Pin pin) throws SignerException {
        try {
            return guard.attempt(token.token(), token.pinState(), pin);
        } catch (SignerException.PinRejected e) {
            // Next time the source may have another one.
            pins.forget();
            throw e;
        }
    }

    /** What is neither accepted nor certainly unsent nor refused stays in doubt. */
    private void settle(PinAttempt attempt, HelperReport.Failed failure) throws IOException {
        boolean refused = failure.refusal().kind() == Refusal.Kind.PIN_REJECTED;
        if (refused) {
            pins.forget();
        }
        switch (failure.pin()) {
            // A wrong name of the key, for example, says nothing against the PIN.
            case PinFate.ACCEPTED -> attempt.accepted();
            case PinFate.NOT_SENT -> attempt.notSent();
            case PinFate.SENT -> {
                if (refused) {
                    attempt.refused();
                }
            }
        }
    }

    private static String prompt(TokenReport token) {
        return "PIN for token \""
                + token.label()
                + "\" (serial "
                + token.token().serial()
                + ", "
                + token.token().manufacturer()
                + ")";
    }

    private static SignerException unwritten(IOException e) {
        return new SignerException.KeyUnusable(
                "the memory of refused PINs can't be written: " + e.getMessage(), e);
    }
}
