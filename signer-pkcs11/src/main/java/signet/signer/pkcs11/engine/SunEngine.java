package signet.signer.pkcs11.engine;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.pkcs11.token.PinRefusals;
import signet.signer.pkcs11.token.TokenKey;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Signs by the JDK's PKCS#11 provider, in the login that we made: module and login are one for the
 * whole process. The provider gets no PIN, and hashes nothing.
 */
final class SunEngine implements SigningEngine {

    private final TokenSession login;
    private final TokenKey key;
    private final Provider provider;
    private final PrivateKey privateKey;
    private final int sessions;
    private final Semaphore free;
    private final SignFailures failures;

    SunEngine(TokenModule module, TokenSession login, TokenKey key, SunToken token) {
        this.login = login;
        this.key = key;
        this.provider = token.provider();
        this.privateKey = token.privateKey();
        this.sessions = SessionLimit.ofSun(login.token().maxSessions());
        this.free = new Semaphore(sessions);
        this.failures = new SignFailures(key, new PinRefusals(module.cryptoki(), login.token()));
    }

    @Override
    public String name() {
        return EngineChoice.SUNPKCS11.text();
    }

    @Override
    public String mechanism() {
        return SigningData.mechanism(key.algorithm()).name();
    }

    @Override
    public PublicKey publicKey() {
        return key.publicKey();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return key.algorithm();
    }

    @Override
    public int sessions() {
        return sessions;
    }

    @Override
    public boolean alwaysAuthenticate() {
        return false;
    }

    @Override
    public byte[] sign(byte[] signingInput, Optional<byte[]> contextPin)
            throws SignerException, EngineBrokenException {
        byte[] data = SigningData.of(key.algorithm(), signingInput);
        acquire();
        try {
            Signature signature = Signature.getInstance(jcaName(), provider);
            signature.initSign(privateKey);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException | ProviderException e) {
            throw explain(e);
        } finally {
            free.release();
        }
    }

    private String jcaName() {
        return key.algorithm() == SignatureAlgorithm.RS256
                ? "NONEwithRSA"
                : "NONEwithECDSAinP1363Format";
    }

    private void acquire() throws SignerException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignerException.TokenUnavailable(
                    "The wait for a session with the token was interrupted", e);
        }
    }

    private SignerException explain(Exception e) throws EngineBrokenException {
        String innermost = SunToken.innermost(e);
        if (innermost.equals("CKR_FUNCTION_CANCELED")
                || innermost.equals("CKR_FUNCTION_REJECTED")) {
            return failures.unconfirmed(innermost);
        }
        throw failures.broken(innermost, e);
    }

    /** The sessions of the provider end with the process, or where the module is finalized. */
    @Override
    public void close() {
        login.close();
    }
}
