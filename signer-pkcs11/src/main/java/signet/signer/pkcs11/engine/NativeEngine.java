package signet.signer.pkcs11.engine;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.Cryptoki;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.ReturnCode;
import signet.signer.pkcs11.cryptoki.Session;
import signet.signer.pkcs11.token.PinRefusals;
import signet.signer.pkcs11.token.Token;
import signet.signer.pkcs11.token.TokenKey;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signs by calls of the module's own functions, in as many sessions as the token allows. */
final class NativeEngine implements SigningEngine {

    private final TokenSession login;
    private final TokenKey key;
    private final SessionPool pool;
    private final SignFailures failures;

    private NativeEngine(
            TokenSession login, TokenKey key, SessionPool pool, SignFailures failures) {
        this.login = login;
        this.key = key;
        this.pool = pool;
        this.failures = failures;
    }

    /** The login's own session is one of those that sign: some tokens have no more. */
    static NativeEngine open(TokenModule module, TokenSession login, TokenKey key)
            throws SignerException, EngineBrokenException {
        Token token = login.token();
        Cryptoki cryptoki = module.cryptoki();
        var failures = new SignFailures(key, new PinRefusals(cryptoki, token));
        try {
            requireMechanism(cryptoki, token, key);
            // A card forgets the PIN of one signature where another session comes between.
            int wanted = key.alwaysAuthenticate() ? 1 : SessionLimit.ofNative(token.maxSessions());
            List<Session> more = openMore(cryptoki, token, wanted - 1);
            return new NativeEngine(login, key, new SessionPool(login.session(), more), failures);
        } catch (CryptokiException e) {
            throw failures.broken(e);
        }
    }

    private static void requireMechanism(Cryptoki cryptoki, Token token, TokenKey key)
            throws SignerException, CryptokiException {
        var mechanism = SigningData.mechanism(key.algorithm());
        if (!cryptoki.hasMechanism(token.slot().id(), mechanism)) {
            throw new SignerException.KeyUnusable(
                    key.uri() + " can't sign: its token doesn't have the mechanism " + mechanism,
                    null);
        }
    }

    private static List<Session> openMore(Cryptoki cryptoki, Token token, int count)
            throws CryptokiException {
        List<Session> sessions = new ArrayList<>();
        try {
            while (sessions.size() < count) {
                sessions.add(cryptoki.openSession(token.slot().id(), false));
            }
        } catch (CryptokiException e) {
            if (!e.is(ReturnCode.SESSION_COUNT)) {
                SessionPool.closeAll(sessions);
                throw e;
            }
        }
        return sessions;
    }

    @Override
    public String name() {
        return EngineChoice.NATIVE.text();
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
        return pool.size();
    }

    @Override
    public boolean alwaysAuthenticate() {
        return key.alwaysAuthenticate();
    }

    @Override
    public byte[] sign(byte[] signingInput, Optional<byte[]> contextPin)
            throws SignerException, EngineBrokenException {
        byte[] data = SigningData.of(key.algorithm(), signingInput);
        Session session = pool.take();
        try {
            return sign(session, data, contextPin);
        } catch (CryptokiException e) {
            throw failures.explain(e);
        } finally {
            pool.giveBack(session);
        }
    }

    private byte[] sign(Session session, byte[] data, Optional<byte[]> contextPin)
            throws CryptokiException {
        var mechanism = SigningData.mechanism(key.algorithm());
        return key.alwaysAuthenticate()
                ? session.sign(mechanism, key.handle(), data, contextPin)
                : session.sign(mechanism, key.handle(), data);
    }

    /** Closes those sessions that the engine has opened for itself. */
    void release() {
        pool.closeMore();
    }

    @Override
    public void close() {
        release();
        login.close();
    }
}
