package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.text.Printable;

/** Turns failures of a module into what the operator reads. */
final class Failures {

    private Failures() {}

    static SignerException.TokenUnavailable unavailable(Token token, CryptokiException e) {
        return new SignerException.TokenUnavailable(
                "Token " + named(token) + " fails: " + e.getMessage(), e);
    }

    /** Names a token for people: its label and serial number, escaped. */
    static String named(Token token) {
        return "\""
                + Printable.of(token.label())
                + "\" (serial "
                + Printable.of(token.serial())
                + ")";
    }
}
