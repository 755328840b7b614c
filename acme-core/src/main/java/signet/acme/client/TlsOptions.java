package signet.acme.client;

import java.util.List;

/**
 * Which TLS to speak. Certificates are verified whatever this says.
 *
 * @param protocols the versions by their JDK names, such as {@code TLSv1.3}; empty for the JDK's
 *     choice
 * @param cipherSuites the suites by their JDK names; empty for the JDK's choice
 */
public record TlsOptions(List<String> protocols, List<String> cipherSuites) {

    /** What the JDK chooses. */
    public static final TlsOptions DEFAULT = new TlsOptions(List.of(), List.of());

    /** Copies. */
    public TlsOptions {
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
    }
}
