package signet.signer.pkcs11.token;

import signet.signer.SignerException;

/** What became of a login. */
public sealed interface LoginOutcome {

    /**
     * The token knows us now.
     *
     * @param session for the keys; the login ends where it is closed
     */
    record LoggedIn(TokenSession session) implements LoginOutcome {}

    /**
     * There is no login.
     *
     * @param reason why
     * @param pinSent whether the PIN may have reached the token, so that a try may be used up
     */
    record Failed(SignerException reason, boolean pinSent) implements LoginOutcome {}
}
