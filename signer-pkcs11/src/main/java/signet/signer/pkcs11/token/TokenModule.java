package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.Cryptoki;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.ModuleLoadException;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PKCS#11 module, loaded into this process and initialised. Thread-safe. Any call may hang or end
 * the process, as the module is foreign code.
 */
public final class TokenModule implements AutoCloseable {

    private final Path path;
    private final Cryptoki cryptoki;
    private final LibraryInfo info;

    private TokenModule(Path path, Cryptoki cryptoki, LibraryInfo info) {
        this.path = path;
        this.cryptoki = cryptoki;
        this.info = info;
    }

    /**
     * Loads and initialises a module.
     *
     * @param module its absolute path
     * @throws SignerException.TokenUnavailable where it cannot be loaded: it is missing, no PKCS#11
     *     module, made for another machine, in use in this process already, or doesn't start
     */
    public static TokenModule load(Path module) throws SignerException {
        if (!module.isAbsolute() || !Files.isRegularFile(module)) {
            throw new SignerException.TokenUnavailable(
                    "There is no PKCS#11 module "
                            + module
                            + (module.isAbsolute()
                                    ? "; install its package or correct module-path"
                                    : "; module-path must be absolute"),
                    null);
        }
        try {
            Cryptoki cryptoki = Cryptoki.load(module);
            return new TokenModule(module, cryptoki, LibraryInfo.of(cryptoki.info()));
        } catch (ModuleLoadException | CryptokiException e) {
            throw new SignerException.TokenUnavailable(
                    "PKCS#11 module " + module + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Returns the path that it was loaded from. */
    public Path path() {
        return path;
    }

    /** Returns what the module says about itself. */
    public LibraryInfo info() {
        return info;
    }

    /** Returns the module itself, for engines. */
    public Cryptoki cryptoki() {
        return cryptoki;
    }

    /** Returns what an administrator should know about this module, one line each. */
    public List<String> warnings() {
        return info.hangsOnRemoval()
                ? List.of(
                        "OpenSC "
                                + info.version()
                                + " may hang where a card is pulled out (OpenSC#2707);"
                                + " use 0.24 or later")
                : List.of();
    }

    /**
     * Lists the initialised tokens that are present now, in the order of their slots. Slots that
     * cannot be read are left out.
     */
    public List<Token> tokens() throws SignerException {
        return scan().tokens();
    }

    /**
     * Finds the token that a URI means.
     *
     * @throws SignerException.TokenUnavailable where no token matches; it may be inserted later
     * @throws SignerException.KeyNotFound where several do, listed as URIs
     */
    public Token find(Pkcs11Uri uri) throws SignerException {
        return new TokenFinder(path, info).find(uri, scan());
    }

    private SlotScan scan() throws SignerException {
        try {
            return SlotScan.of(path, cryptoki);
        } catch (CryptokiException e) {
            throw new SignerException.TokenUnavailable(
                    "PKCS#11 module " + path + " lists no slots: " + e.getMessage(), e);
        }
    }

    /**
     * Opens a session without logging in: public objects can be seen.
     *
     * @throws SignerException.TokenUnavailable where the token is gone or another is in its place
     */
    public TokenSession open(Token token) throws SignerException {
        return TokenSession.open(cryptoki, token);
    }

    /**
     * Logs in. The token's serial number and names are read again right before the PIN is sent, so
     * that a card that was put in its place doesn't see the PIN. A token without a login is just
     * opened; a pinpad is waited for, for as long as its user needs.
     *
     * @param pin in UTF-8, wiped by the caller; empty for a pinpad, and where no login is needed
     */
    public LoginOutcome login(Token token, Optional<byte[]> pin) {
        return new Login(cryptoki, token).attempt(pin);
    }

    /**
     * Logs out of everything and finalizes the module (C_Finalize). No session can be used after;
     * to be called once.
     */
    @Override
    public void close() throws SignerException {
        try {
            cryptoki.close();
        } catch (CryptokiException e) {
            throw new SignerException.TokenUnavailable(
                    "PKCS#11 module " + path + " doesn't end: " + e.getMessage(), e);
        }
    }
}
