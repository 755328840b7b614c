package signet.acme.client;

import signet.acme.Directory;
import signet.acme.HttpsUrl;
import signet.acme.UnsafeUrlException;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A client of one ACME server (RFC 8555) with one account key. It fetches the directory and finds
 * out the account URL when they are first needed, once for all operations.
 *
 * <p>Safe for use by several threads; each operation runs on the thread that asks for it, which may
 * be a virtual one, and ends early with an {@link InterruptedException} when that is interrupted.
 */
public final class AcmeClient implements AutoCloseable {

    private final Session session;
    private final Accounts accounts;
    private final Orders orders;
    private final Revocations revocations;

    private AcmeClient(Session session) {
        this.session = session;
        this.accounts = new Accounts(session);
        this.orders = new Orders(session);
        this.revocations = new Revocations(session);
    }

    /**
     * Makes a client. Sends nothing yet.
     *
     * @param directory the URL of the server's directory
     * @throws AcmeException.UnsafeUrl where it is not an absolute https URL
     */
    public static AcmeClient open(URI directory, AccountKey key, ClientOptions options)
            throws AcmeException {
        try {
            HttpsUrl.parse("\"server\" of section [client]", directory.toString());
            return new AcmeClient(new Session(directory, key, options));
        } catch (UnsafeUrlException e) {
            throw new AcmeException.UnsafeUrl("directory", e.url(), String.valueOf(e.getMessage()));
        }
    }

    /** Returns the thumbprint of the account key, for key authorizations (section 8.1). */
    public String thumbprint() {
        return session.key().thumbprint();
    }

    /** Returns the server's directory. */
    public Directory directory() throws AcmeException, InterruptedException {
        return session.directory();
    }

    /** Returns the account operations. */
    public Accounts accounts() {
        return accounts;
    }

    /** Returns the order operations. */
    public Orders orders() {
        return orders;
    }

    /**
     * Revokes a certificate (section 7.6): as the account, or, where the account key is the
     * certificate's own key, with that.
     *
     * @param reason what to tell the CA; empty to tell nothing
     */
    public void revoke(X509Certificate certificate, Optional<RevocationReason> reason)
            throws AcmeException, InterruptedException {
        revocations.revoke(certificate, reason);
    }

    /** Ends all connections, and requests under way. */
    @Override
    public void close() {
        session.close();
    }
}
