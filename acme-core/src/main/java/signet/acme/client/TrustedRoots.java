package signet.acme.client;

import signet.trust.RootCertificates;

import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Makes TLS trust given roots and no others. */
final class TrustedRoots {

    private TrustedRoots() {}

    static SSLContext context(RootCertificates roots) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new RootsTrustManager(roots)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no usable TLS", e);
        }
    }
}
