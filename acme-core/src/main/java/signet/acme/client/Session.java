package signet.acme.client;

import signet.acme.Directory;
import signet.acme.HttpsUrl;
import signet.acme.UnsafeUrlException;
import signet.jose.JsonObject;
import signet.jose.Jwk;

import java.net.URI;

/**
 * What all operations share: the directory, the account URL, nonces, and the making of signed
 * requests. Safe for use by several threads.
 */
final class Session implements AutoCloseable {

    /** The payload of POST-as-GET (RFC 8555 section 6.3). */
    private static final String NO_PAYLOAD = "";

    private final ClientOptions options;
    private final AccountKey key;
    private final HttpTransport transport;
    private final Requester requester;
    private final NonceSource nonces;
    private final Once<Directory> directory;
    private final Once<URI> accountUrl;

    Session(URI directoryUrl, AccountKey key, ClientOptions options) {
        this.options = options;
        this.key = key;
        transport = new HttpTransport(options);
        NoncePool pool = new NoncePool();
        requester = new Requester(options, pool);
        nonces = new NonceSource(pool, transport, requester);
        DirectoryFinder finder = new DirectoryFinder(directoryUrl, transport);
        directory = new Once<>(() -> finder.find(requester, deadline()));
        AccountLookUp lookUp = new AccountLookUp(this);
        accountUrl = new Once<>(() -> key.keyId().isPresent() ? fixedAccount() : lookUp.find());
    }

    AccountKey key() {
        return key;
    }

    Timekeeper time() {
        return options.time();
    }

    /** Starts the time of one operation. */
    Deadline deadline() {
        return Deadline.start(options.time(), options.timeout());
    }

    Directory directory() throws AcmeException, InterruptedException {
        return directory.get();
    }

    URI accountUrl() throws AcmeException, InterruptedException {
        return accountUrl.get();
    }

    /** Remembers the account that was registered or looked up. */
    void accountIs(URI url) {
        accountUrl.set(url);
    }

    private URI fixedAccount() throws AcmeException {
        String keyId = key.keyId().orElseThrow();
        try {
            return HttpsUrl.parse("the signer's key ID", keyId);
        } catch (UnsafeUrlException e) {
            throw new AcmeException.UnsafeUrl("account", e.url(), String.valueOf(e.getMessage()));
        }
    }

    /** Sends a request as the account, by its URL. */
    HttpReply post(Operation operation, URI url, String payload, Deadline deadline)
            throws AcmeException, InterruptedException {
        String kid = accountUrl().toString();
        return send(operation, url, header -> header.put("kid", kid), payload, deadline);
    }

    /** Fetches a resource as the account. */
    HttpReply postAsGet(String name, URI url, Deadline deadline)
            throws AcmeException, InterruptedException {
        return post(Operation.repeatable(name), url, NO_PAYLOAD, deadline);
    }

    /** Sends a request that carries the key itself. */
    HttpReply postWithJwk(Operation operation, URI url, String payload, Deadline deadline)
            throws AcmeException, InterruptedException {
        JsonObject jwk =
                key.jwk()
                        .map(Jwk::toJsonObject)
                        .orElseThrow(
                                () ->
                                        new AcmeException.NotPossible(
                                                operation.name()
                                                        + ": the signer works for one fixed account"
                                                        + " (\"keyid\" is set) and does not give"
                                                        + " its public key; remove \"keyid\" from"
                                                        + " the signer's configuration for this"));
        return send(operation, url, header -> header.put("jwk", jwk), payload, deadline);
    }

    private HttpReply send(
            Operation operation,
            URI url,
            SignedPost.Signatory signatory,
            String payload,
            Deadline deadline)
            throws AcmeException, InterruptedException {
        URI newNonce = directory().newNonce();
        SignedPost.Nonces source = () -> nonces.take(newNonce, deadline);
        return requester.send(
                new SignedPost(operation, url, payload, signatory, key, source, transport),
                deadline);
    }

    @Override
    public void close() {
        transport.close();
    }
}
