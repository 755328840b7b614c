package signet.signer.pkcs11.process;

import signet.signer.pkcs11.dialog.TokenDescription;
import signet.signer.pkcs11.pin.PinState;
import signet.signer.pkcs11.pin.TokenIdentity;

import java.util.List;
import java.util.Locale;

/**
 * The token that was found, before anything was sent to it.
 *
 * @param token which one
 * @param label its label
 * @param slot the slot it is in
 * @param module the path of the module that leads to it
 * @param library what the module says of itself
 * @param login how one logs in
 * @param pinState what it says of its PIN
 * @param warnings what the operator should know
 */
public record TokenReport(
        TokenIdentity token,
        String label,
        long slot,
        String module,
        String library,
        Login login,
        PinState pinState,
        List<String> warnings) {

    /** Copies the list. */
    public TokenReport {
        warnings = List.copyOf(warnings);
    }

    /** How one logs in. */
    public enum Login {
        /** Not at all. */
        NONE,
        /** With a PIN that we send. */
        PIN,
        /** With a PIN that is typed on the token or its reader. */
        PINPAD
    }

    static TokenReport of(TokenDescription token) {
        return new TokenReport(
                new TokenIdentity(token.manufacturer(), token.model(), token.serial()),
                token.label(),
                token.slot(),
                token.module(),
                token.library(),
                Login.valueOf(constant(token.login())),
                PinState.valueOf(constant(token.pinState())),
                token.warnings());
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
