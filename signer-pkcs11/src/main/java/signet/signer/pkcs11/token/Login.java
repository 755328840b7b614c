package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.Cryptoki;
import signet.signer.pkcs11.cryptoki.CryptokiException;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One login to a token. Thread-safe.
 *
 * @param cryptoki the module
 * @param token as it was found
 */
record Login(Cryptoki cryptoki, Token token) {

    LoginOutcome attempt(Optional<byte[]> pin) {
        if (pin.isEmpty() && token.login() == LoginKind.PIN) {
            return new LoginOutcome.Failed(
                    new SignerException.PinRejected(
                            "Token " + Failures.named(token) + " needs a PIN, and none is given",
                            OptionalInt.empty()),
                    false);
        }
        TokenSession session;
        try {
            session = TokenSession.open(cryptoki, token);
        } catch (SignerException e) {
            return new LoginOutcome.Failed(e, false);
        }
        LoginOutcome outcome = attempt(session, pin);
        if (outcome instanceof LoginOutcome.Failed) {
            session.close();
        }
        return outcome;
    }

    private LoginOutcome attempt(TokenSession session, Optional<byte[]> pin) {
        if (token.login() == LoginKind.NONE) {
            return new LoginOutcome.LoggedIn(session);
        }
        try {
            TokenSession.requireSame(cryptoki, token);
        } catch (SignerException e) {
            return new LoginOutcome.Failed(e, false);
        }
        try {
            session.session().login(pin);
            return new LoginOutcome.LoggedIn(session);
        } catch (CryptokiException e) {
            boolean sent = pin.isPresent() && !PinRefusals.isNotSent(e);
            return new LoginOutcome.Failed(new PinRefusals(cryptoki, token).explain(e), sent);
        }
    }
}
