package signet.signer.pkcs11.engine;

import org.jspecify.annotations.Nullable;

import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.token.Token;
import signet.signer.pkcs11.token.TokenKey;
import signet.signer.pkcs11.token.TokenModule;
import signet.text.Printable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.util.Collections;
import java.util.Optional;

/**
 * A token as the JDK's PKCS#11 provider sees it, and the key on it.
 *
 * @param provider configured for the token, not registered
 * @param privateKey a handle
 */
record SunToken(Provider provider, PrivateKey privateKey) {

    private static final String PROVIDER = "SunPKCS11";

    /** Those that would hash in the module. */
    private static final String DISABLED =
            "{ CKM_SHA1_RSA_PKCS CKM_SHA224_RSA_PKCS CKM_SHA256_RSA_PKCS CKM_SHA384_RSA_PKCS"
                    + " CKM_SHA512_RSA_PKCS }";

    private static final int MAX_CAUSES = 16;

    /** Returns why the provider can't serve a key, where that is known before it is tried. */
    static Optional<String> obstacle(TokenModule module, Token token, TokenKey key) {
        if (key.alwaysAuthenticate()) {
            return Optional.of("it never sends a PIN for one signature, and this key wants that");
        }
        if (!key.certificate()) {
            return Optional.of("it sees no key without a certificate of the same id beside it");
        }
        if (!key.namedCurve()) {
            return Optional.of("it reads named curves only, and this token spells its curve out");
        }
        if (SessionLimit.ofSun(token.maxSessions()) < 1) {
            return Optional.of("it needs more sessions than the token has");
        }
        if (Security.getProvider(PROVIDER) == null) {
            return Optional.of("this Java runtime doesn't have it");
        }
        String path = module.path().toString();
        return path.indexOf('"') >= 0 || path.indexOf('\\') >= 0 || !Printable.of(path).equals(path)
                ? Optional.of("the module's path holds characters that its configuration can't")
                : Optional.empty();
    }

    /**
     * Opens the token; there must be a login already.
     *
     * @throws SignerException.KeyUnusable where the provider can't serve the key
     */
    static SunToken open(TokenModule module, Token token, TokenKey key) throws SignerException {
        try {
            Provider provider =
                    Security.getProvider(PROVIDER).configure(configuration(module, token));
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, null);
            for (String alias : Collections.list(store.aliases())) {
                if (isOf(store, alias, key)
                        && store.getKey(alias, null) instanceof PrivateKey found) {
                    return new SunToken(provider, found);
                }
            }
            throw unusable(key, "its key store doesn't show the key", null);
        } catch (GeneralSecurityException | IOException | CryptokiException | RuntimeException e) {
            // Its constructor is known to throw a NullPointerException where a token is gone.
            throw unusable(key, innermost(e), e);
        }
    }

    /** Chosen by the public key: labels, which are the aliases, need not be unique. */
    private static boolean isOf(KeyStore store, String alias, TokenKey key)
            throws GeneralSecurityException {
        return store.isKeyEntry(alias)
                && store.getCertificate(alias).getPublicKey().equals(key.publicKey());
    }

    private static String configuration(TokenModule module, Token token) throws CryptokiException {
        long id = token.slot().id();
        boolean fits = id >= 0 && id <= Integer.MAX_VALUE;
        return "--name = signet\nlibrary = \""
                + module.path()
                + "\"\n"
                + (fits
                        ? "slot = " + id
                        : "slotListIndex = " + module.cryptoki().slots(false).indexOf(id))
                + "\ndisabledMechanisms = "
                + DISABLED
                + "\n";
    }

    static SignerException.KeyUnusable unusable(
            TokenKey key, String why, @Nullable Throwable cause) {
        return new SignerException.KeyUnusable(
                "SunPKCS11 can't serve " + key.uri() + ": " + why, cause);
    }

    /** The innermost message, which mostly is the name of a return code. */
    static String innermost(Throwable failure) {
        Throwable innermost = failure;
        for (int i = 0; i < MAX_CAUSES && innermost.getCause() != null; i++) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : Printable.of(message);
    }
}
