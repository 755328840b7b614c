package signet.acme.client;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
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

    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

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

    /**
     * Returns a socket that is not connected yet.
     *
     * @param host whom the server will be asked to be, RFC 6066 section 3; by itself, the JDK does
     *     not tell a name without a dot, such as one of a private network
     */
    SSLSocket create(String host) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket();
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(names(host));
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

    private static List<SNIServerName> names(String host) {
        if (host.startsWith("[") || IPV4.matcher(host).matches()) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(host));
        } catch (IllegalArgumentException e) {
            // No name of a host, such as one with a dot at its end. The JDK tells none either.
            return List.of();
        }
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
