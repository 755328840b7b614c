package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.uri.Pkcs11Uri;

/**
 * An open session on a token, logged in or not. Not thread-safe. Closing it ends the login where it
 * is the last session.
 */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are there
public final class TokenSession implements AutoCloseable {

    private TokenSession() {}

    /** Returns the token. */
    public Token token() {
        throw new UnsupportedOperationException();
    }

    /**
     * Finds the private key that a URI means by its object and id, and its public key.
     *
     * @throws SignerException.KeyNotFound where none or several match; candidates are listed as
     *     URIs
     * @throws SignerException.KeyUnusable where no public key can be had, or no account can have
     *     such a key
     * @throws SignerException.TokenUnavailable where the token fails
     */
    public TokenKey findKey(Pkcs11Uri uri) throws SignerException {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists what keys can be seen: without a login those with a public key or a certificate only.
     */
    public KeyListing keys() throws SignerException {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes a key pair on the token: sensitive, not extractable, for signatures. Needs a login.
     *
     * @throws SignerException.KeyUnusable where an object with the id or label exists already, or
     *     the token can't make such a key
     */
    public Pkcs11Uri generate(NewKey key) throws SignerException {
        throw new UnsupportedOperationException();
    }

    /** Closes the session. Closing again does nothing. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
