package signet.acme;

import signet.text.Printable;

/** A URL that would have to be followed is not an absolute https URL. */
public final class UnsafeUrlException extends MalformedResourceException {

    private final String url;

    /**
     * Makes one.
     *
     * @param what where the URL stood, such as {@code "newNonce" of the directory}
     * @param url the URL as it came
     */
    public UnsafeUrlException(String what, String url) {
        super(what + " is not an absolute https URL: " + Printable.of(url));
        this.url = Printable.of(url);
    }

    /** Returns the URL, made safe to print. */
    public String url() {
        return url;
    }
}
