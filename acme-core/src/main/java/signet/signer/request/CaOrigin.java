package signet.signer.request;

import signet.acme.HttpsUrl;
import signet.acme.UnsafeUrlException;

import java.net.URI;
import java.util.Locale;

/**
 * Which server a URL belongs to (RFC 6454, always https). By it a signer knows a CA: the server
 * compares the signed URL with the one that it was asked at (RFC 8555 section 6.4).
 *
 * @param host in lower case
 * @param port 1 to 65535
 */
public record CaOrigin(String host, int port) {

    private static final int HTTPS = 443;

    /** Returns the origin of an https URL with a host. */
    public static CaOrigin of(URI url) {
        return new CaOrigin(
                url.getHost().toLowerCase(Locale.ROOT), url.getPort() < 0 ? HTTPS : url.getPort());
    }

    /**
     * Reads an https URL and returns its origin.
     *
     * @param what where the URL stood, for the message
     * @throws UnsafeUrlException where it is no https URL with a host
     */
    public static CaOrigin parse(String what, String url) throws UnsafeUrlException {
        return of(HttpsUrl.parse(what, url));
    }

    /** Returns it as it stands in URLs, without the scheme. */
    @Override
    public String toString() {
        return port == HTTPS ? host : host + ":" + port;
    }
}
