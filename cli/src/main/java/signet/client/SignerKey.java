package signet.client;

import signet.acme.client.AccountKey;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.protocol.Greeting;
import signet.signer.remote.SignerConnection;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The account key as the ACME library wants it: at the other end of a signer connection. Where that
 * is lost, the master is asked for another, and the request is repeated there: signing again what
 * was perhaps signed before does no harm, since only one of both signatures is sent. Thread-safe.
 */
final class SignerKey implements AccountKey, AutoCloseable {

    private final SignerSource source;
    private final Greeting greeting;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile SignerConnection current;

    private SignerKey(SignerSource source, SignerConnection first) {
        this.source = source;
        this.greeting = first.greeting();
        this.current = first;
    }

    /**
     * Takes the connection that this process was started with, or where it is lost already, the
     * first one that the master has instead of it.
     */
    static SignerKey open(SignerSource source) throws SignerException {
        SignerException.TokenUnavailable lost;
        try {
            return new SignerKey(source, source.first());
        } catch (SignerException.TokenUnavailable e) {
            lost = e;
        }
        // The master says when it has had enough.
        Optional<String> error = source.request(false);
        while (error.isEmpty()) {
            try {
                return new SignerKey(source, source.next());
            } catch (SignerException.TokenUnavailable e) {
                lost = e;
            }
            error = source.request(false);
        }
        throw new SignerException.TokenUnavailable(lost.getMessage() + "; " + error.get(), lost);
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return greeting.algorithm();
    }

    @Override
    public String thumbprint() {
        return greeting.thumbprint();
    }

    @Override
    public Optional<Jwk> jwk() {
        return greeting.jwk();
    }

    @Override
    public Optional<String> keyId() {
        return greeting.keyId();
    }

    @Override
    public Optional<String> externalKeyId(String ca) {
        return Optional.ofNullable(greeting.externalAccounts().get(ca));
    }

    @Override
    public byte[] bind(String signingInput) throws SignerException {
        return current.bind(signingInput);
    }

    @Override
    public byte[] sign(String signingInput) throws SignerException {
        SignerConnection connection = current;
        try {
            return connection.sign(signingInput);
        } catch (SignerException.TokenUnavailable e) {
            if (connection.wasLate()) {
                // A person was waited for, and would be asked once more.
                throw e;
            }
            return another(connection, e).sign(signingInput);
        }
    }

    private SignerConnection another(
            SignerConnection failed, SignerException.TokenUnavailable reason)
            throws SignerException {
        lock.lock();
        try {
            if (current == failed) {
                current = replace(failed, reason);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private SignerConnection replace(
            SignerConnection failed, SignerException.TokenUnavailable reason)
            throws SignerException {
        boolean elsewhere = failed.isOpen();
        Optional<String> error = source.request(elsewhere);
        if (error.isPresent()) {
            throw elsewhere
                    ? reason
                    : new SignerException.TokenUnavailable(
                            reason.getMessage() + "; " + error.get(), reason);
        }
        failed.retire();
        SignerConnection fresh = source.next();
        if (!fresh.greeting().thumbprint().equals(thumbprint())
                || fresh.greeting().algorithm() != algorithm()) {
            fresh.close();
            throw new SignerException.KeyUnusable(
                    "the signer that took over has another key than the one that this run began"
                            + " with",
                    null);
        }
        return fresh;
    }

    @Override
    public void close() {
        current.close();
    }
}
