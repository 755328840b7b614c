package signet.signer.pkcs11.engine;

import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.ReturnCode;
import signet.signer.pkcs11.token.PinRefusals;
import signet.signer.pkcs11.token.TokenKey;

/**
 * Tells failures of one signature from those of the engine.
 *
 * @param key that was to sign
 * @param pin explains failures of its PIN
 */
record SignFailures(TokenKey key, PinRefusals pin) {

    /** Returns the failure of one signature; throws where it is more than that. */
    SignerException explain(CryptokiException e) throws EngineBrokenException {
        if (e.isOfLogin()) {
            SignerException reason = pin.explain(e);
            if (PinRefusals.isRefusal(e)) {
                return reason;
            }
            throw new EngineBrokenException(reason);
        }
        if (e.is(ReturnCode.FUNCTION_CANCELED) || e.is(ReturnCode.FUNCTION_REJECTED)) {
            return unconfirmed(String.valueOf(e.getMessage()));
        }
        if (e.is(ReturnCode.KEY_FUNCTION_NOT_PERMITTED)
                || e.is(ReturnCode.KEY_TYPE_INCONSISTENT)
                || e.is(ReturnCode.MECHANISM_INVALID)) {
            return new SignerException.KeyUnusable(
                    key.uri() + " may not sign this way: " + e.getMessage(), e);
        }
        throw broken(e);
    }

    /** A person's no, and no loss of the token: another process would only ask once more. */
    SignerException unconfirmed(String what) {
        return new SignerException.Refused(
                "nobody confirmed the signature with " + key.uri() + ": " + what);
    }

    EngineBrokenException broken(CryptokiException e) {
        return broken(String.valueOf(e.getMessage()), e);
    }

    EngineBrokenException broken(String what, Throwable cause) {
        return new EngineBrokenException(
                new SignerException.TokenUnavailable(
                        "Signing with " + key.uri() + " failed: " + what, cause));
    }
}
