package signet.signer.remote;

import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.socket.InsecureSocketException;
import signet.signer.socket.SocketDoor;
import signet.signer.socket.SocketPlace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The signer behind a socket. Where the peer has gone, the next request connects anew, and fails
 * where another key is there. Trusts the peer to own the key that it shows: does not verify
 * signatures.
 */
public final class RemoteSigner implements Signer {

    private final Path path;
    private final RemoteTimeouts timeouts;
    private final Jwk jwk;
    private final SignatureAlgorithm algorithm;
    private final ReentrantLock lock = new ReentrantLock();
    private SignerConnection connection;
    private volatile boolean closed;

    private RemoteSigner(Path path, RemoteTimeouts timeouts, Jwk jwk, SignerConnection connection) {
        this.path = path;
        this.timeouts = timeouts;
        this.jwk = jwk;
        this.algorithm = connection.greeting().algorithm();
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @throws SignerException where nobody answers, or does not show the public key, or where
     *     others could have put the socket there
     */
    public static RemoteSigner open(Path path, RemoteTimeouts timeouts) throws SignerException {
        SignerConnection connection = connect(path, timeouts);
        try {
            return new RemoteSigner(path, timeouts, jwk(connection, path), connection);
        } catch (SignerException e) {
            connection.close();
            throw e;
        }
    }

    private static SignerConnection connect(Path path, RemoteTimeouts timeouts)
            throws SignerException {
        try (SocketDoor door = new SocketPlace(path).open()) {
            return SignerConnection.open(door.path(), path, timeouts);
        } catch (InsecureSocketException e) {
            throw new SignerException.KeyUnusable(String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException _) {
            // To connect fails too, and tells what to do.
            return SignerConnection.open(path, timeouts);
        } catch (IOException e) {
            throw new SignerException.TokenUnavailable(
                    "can't look at the signer's socket " + path + ": " + e.getMessage(), e);
        }
    }

    private static Jwk jwk(SignerConnection connection, Path path) throws SignerException {
        return connection
                .greeting()
                .jwk()
                .orElseThrow(
                        () ->
                                new SignerException.KeyUnusable(
                                        "the signer at "
                                                + path
                                                + " does not show its public key, as \"keyid\" is"
                                                + " set there; set it here instead",
                                        null));
    }

    @Override
    public PublicKey publicKey() {
        return jwk.key();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] signingInput) throws SignerException {
        String input = new String(signingInput, StandardCharsets.ISO_8859_1);
        SignerConnection current = connected();
        try {
            return current.sign(input);
        } catch (SignerException.TokenUnavailable e) {
            if (current.isOpen() || current.wasLate()) {
                throw e;
            }
            // The peer may have closed an idle connection long ago, and still be there.
            return connected().sign(input);
        }
    }

    private SignerConnection connected() throws SignerException {
        lock.lock();
        try {
            if (closed) {
                throw new SignerException.TokenUnavailable("this signer is closed", null);
            }
            if (!connection.isOpen()) {
                connection = reconnect();
            }
            return connection;
        } finally {
            lock.unlock();
        }
    }

    private SignerConnection reconnect() throws SignerException {
        SignerConnection fresh = connect(path, timeouts);
        if (!fresh.greeting().thumbprint().equals(jwk.thumbprint())
                || fresh.greeting().algorithm() != algorithm) {
            fresh.close();
            throw new SignerException.KeyUnusable(
                    "the signer at " + path + " now has another key; restart to use it", null);
        }
        return fresh;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
