package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.Cryptoki;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.Session;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open session on a token, logged in or not. Not thread-safe. Closing it ends the login where it
 * is the last session.
 */
public final class TokenSession implements AutoCloseable {

    private final Cryptoki cryptoki;
    private final Token token;
    private final Session session;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TokenSession(Cryptoki cryptoki, Token token, Session session) {
        this.cryptoki = cryptoki;
        this.token = token;
        this.session = session;
    }

    static TokenSession open(Cryptoki cryptoki, Token token) throws SignerException {
        requireSame(cryptoki, token);
        try {
            return new TokenSession(
                    cryptoki, token, cryptoki.openSession(token.slot().id(), false));
        } catch (CryptokiException e) {
            throw Failures.unavailable(token, e);
        }
    }

    /** Reads again what is in the slot. */
    static void requireSame(Cryptoki cryptoki, Token token) throws SignerException {
        Token now;
        try {
            now = SlotScan.again(cryptoki, token);
        } catch (CryptokiException e) {
            throw Failures.unavailable(token, e);
        }
        if (!now.isSameAs(token)) {
            throw new SignerException.TokenUnavailable(
                    "Token "
                            + Failures.named(now)
                            + " is in the place of token "
                            + Failures.named(token)
                            + ", and no PIN is sent to it; put that one back",
                    null);
        }
    }

    /** Returns the token. */
    public Token token() {
        return token;
    }

    /** Returns the session itself, for engines. */
    public Session session() {
        return session;
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
        try {
            return new KeyFinder(token, new ObjectReader(session)).find(uri);
        } catch (CryptokiException e) {
            throw Failures.unavailable(token, e);
        }
    }

    /**
     * Lists what keys can be seen: without a login those with a public key or a certificate only.
     */
    public KeyListing keys() throws SignerException {
        try {
            return new KeyLister(token, new ObjectReader(session)).list();
        } catch (CryptokiException e) {
            throw Failures.unavailable(token, e);
        }
    }

    /**
     * Makes a key pair on the token: sensitive, not extractable, for signatures. Needs a login.
     *
     * @return the full URI of the private key
     * @throws SignerException.KeyUnusable where an object with the id or label exists already, or
     *     the token can't make such a key
     */
    public Pkcs11Uri generate(NewKey key) throws SignerException {
        try {
            return new KeyGenerator(cryptoki, token).generate(key);
        } catch (CryptokiException e) {
            throw Failures.unavailable(token, e);
        }
    }

    /** Closes the session. Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                session.close();
            } catch (CryptokiException e) {
                // A session of a token that is gone is closed already.
                return;
            }
        }
    }
}
