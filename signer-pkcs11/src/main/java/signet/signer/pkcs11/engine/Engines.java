package signet.signer.pkcs11.engine;

import signet.signer.SignerException;
import signet.signer.pkcs11.token.TokenKey;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;

import java.util.Optional;

/** Opens engines. Stateless. */
public final class Engines {

    private Engines() {}

    /**
     * Opens an engine for a key and tries it out: a probe signature is made, and verified with the
     * public key by the JDK's own software.
     *
     * @param session logged in; the engine takes it over, and it must not be used or closed after,
     *     except where this method throws
     * @param contextPin the PIN for a key that always authenticates, wiped by the caller
     * @throws SignerException.KeyUnusable where the wanted engine can't serve the key, with the
     *     reason
     * @throws SignerException where the probe is refused
     * @throws EngineBrokenException where the token or the module fails
     */
    public static OpenedEngine open(
            TokenModule module,
            TokenSession session,
            TokenKey key,
            EngineChoice choice,
            Optional<byte[]> contextPin)
            throws SignerException, EngineBrokenException {
        Optional<String> obstacle = SunToken.obstacle(module, session.token(), key);
        return switch (choice) {
            case NATIVE -> openNative(module, session, key, contextPin, "it is chosen");
            case SUNPKCS11 -> {
                if (obstacle.isPresent()) {
                    throw SunToken.unusable(key, obstacle.get(), null);
                }
                yield openSun(module, session, key, "it is chosen");
            }
            case AUTO ->
                    obstacle.isPresent()
                            ? openNative(module, session, key, contextPin, not(obstacle.get()))
                            : openEither(module, session, key);
        };
    }

    private static OpenedEngine openEither(TokenModule module, TokenSession session, TokenKey key)
            throws SignerException, EngineBrokenException {
        try {
            return openSun(module, session, key, "SunPKCS11 serves this key");
        } catch (SignerException | EngineBrokenException e) {
            return openNative(
                    module, session, key, Optional.empty(), not("it failed: " + e.getMessage()));
        }
    }

    private static String not(String reason) {
        return "SunPKCS11 can't serve this key: " + reason;
    }

    private static OpenedEngine openSun(
            TokenModule module, TokenSession session, TokenKey key, String why)
            throws SignerException, EngineBrokenException {
        var engine =
                new SunEngine(module, session, key, SunToken.open(module, session.token(), key));
        return new OpenedEngine(engine, why, Probe.of(engine, Optional.empty()));
    }

    private static OpenedEngine openNative(
            TokenModule module,
            TokenSession session,
            TokenKey key,
            Optional<byte[]> contextPin,
            String why)
            throws SignerException, EngineBrokenException {
        NativeEngine engine = NativeEngine.open(module, session, key);
        try {
            return new OpenedEngine(engine, why, Probe.of(engine, contextPin));
        } catch (SignerException | EngineBrokenException e) {
            engine.release();
            throw e;
        }
    }
}
