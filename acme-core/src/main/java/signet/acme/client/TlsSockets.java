package signet.acme.client;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes sockets that will speak TLS as the options say. Their handshake itself refuses a
 * certificate for another name: no verifier of host names that a program has set is ever asked.
 *
 * <p>At first they offer x25519 alone for the exchange of keys, which nearly all servers take. What
 * the JDK offers by itself has a key for P-256 too, whose tables cost a new JVM 0.1 s. Safe for use
 * by several threads.
 */
final class TlsSockets {

    private static final String[] CHEAP_GROUPS = {"x25519"};

    private final SSLSocketFactory factory;
    private final TlsOptions tls;
    private volatile boolean offersAllGroups;

    TlsSockets(ClientOptions options) {
        factory = context(options).getSocketFactory();
        tls = options.tls();
        // Where an administrator chose the groups, the choice is theirs.
        offersAllGroups = System.getProperty("jdk.tls.namedGroups") != null;
    }

    private static SSLContext context(ClientOptions options) {
        if (!options.trustedRoots().isEmpty()) {
            return TrustedRoots.context(options.trustedRoots());
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no usable TLS", e);
        }
    }

    /** Returns a socket that is not connected yet. */
    SSLSocket create() throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket();
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!tls.protocols().isEmpty()) {
            parameters.setProtocols(tls.protocols().toArray(String[]::new));
        }
        if (!tls.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(tls.cipherSuites().toArray(String[]::new));
        }
        if (!offersAllGroups) {
            parameters.setNamedGroups(CHEAP_GROUPS);
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    boolean offersAllGroups() {
        return offersAllGroups;
    }

    /** From now on, offers all groups of the JDK: a server did not like the one. */
    void offerAllGroups() {
        offersAllGroups = true;
    }

    String[] defaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    String[] supportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }
}
