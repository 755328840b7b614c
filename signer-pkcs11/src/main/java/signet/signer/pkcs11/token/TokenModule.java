package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PKCS#11 module, loaded into this process and initialised. Thread-safe. Any call may hang or end
 * the process, as the module is foreign code.
 */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are there
public final class TokenModule implements AutoCloseable {

    private TokenModule() {}

    /**
     * Loads and initialises a module.
     *
     * @param module its absolute path
     * @throws SignerException.TokenUnavailable where it cannot be loaded: it is missing, no PKCS#11
     *     module, made for another machine, or doesn't start
     */
    public static TokenModule load(Path module) throws SignerException {
        throw new UnsupportedOperationException();
    }

    /** Returns the path that it was loaded from. */
    public Path path() {
        throw new UnsupportedOperationException();
    }

    /** Returns what the module says about itself. */
    public LibraryInfo info() {
        throw new UnsupportedOperationException();
    }

    /** Returns what an administrator should know about this module, one line each. */
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists the initialised tokens that are present now, in the order of their slots. Slots that
     * cannot be read are left out.
     */
    public List<Token> tokens() throws SignerException {
        throw new UnsupportedOperationException();
    }

    /**
     * Finds the token that a URI means.
     *
     * @throws SignerException.TokenUnavailable where no token matches; it may be inserted later
     * @throws SignerException.KeyNotFound where several do, listed as URIs
     */
    public Token find(Pkcs11Uri uri) throws SignerException {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a session without logging in: public objects can be seen.
     *
     * @throws SignerException.TokenUnavailable where the token is gone or another is in its place
     */
    public TokenSession open(Token token) throws SignerException {
        throw new UnsupportedOperationException();
    }

    /**
     * Logs in. The token's serial number and names are read again right before the PIN is sent, so
     * that a card that was put in its place doesn't see the PIN. A token without a login is just
     * opened; a pinpad is waited for, for as long as its user needs.
     *
     * @param pin in UTF-8, wiped by the caller; empty for a pinpad, and where no login is needed
     */
    public LoginOutcome login(Token token, Optional<byte[]> pin) {
        throw new UnsupportedOperationException();
    }

    /**
     * Logs out of everything and finalizes the module (C_Finalize). No session can be used after.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
