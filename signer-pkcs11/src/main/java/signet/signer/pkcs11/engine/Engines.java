package signet.signer.pkcs11.engine;

import signet.signer.SignerException;
import signet.signer.pkcs11.token.TokenKey;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;

import java.util.Optional;

/** Opens engines. Stateless. */
@SuppressWarnings("DoNotCallSuggester") // until the body is there
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
        throw new UnsupportedOperationException();
    }
}
