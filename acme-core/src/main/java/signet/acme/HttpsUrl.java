package signet.acme;

import java.net.URI;
import java.net.URISyntaxException;

/** The only form of URL that is ever followed, whoever sent it. */
public final class HttpsUrl {

    private static final int MAX_LENGTH = 2048;

    private HttpsUrl() {}

    /**
     * Reads an absolute https URL with a host, without user information.
     *
     * @param what where the URL stood, for the message
     * @throws UnsafeUrlException where it is anything else, or longer than 2048 characters
     */
    public static URI parse(String what, String text) throws UnsafeUrlException {
        try {
            URI uri = new URI(text);
            if (text.length() > MAX_LENGTH || !isSafe(uri)) {
                throw new UnsafeUrlException(what, text);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new UnsafeUrlException(what, text);
        }
    }

    private static boolean isSafe(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getPort() != 0
                && uri.getPort() <= 65_535;
    }
}
