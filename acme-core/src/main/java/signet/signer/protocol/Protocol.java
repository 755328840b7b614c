package signet.signer.protocol;

/** The numbers and words of the signing protocol. */
public final class Protocol {

    /** The version that this codec speaks. */
    public static final int VERSION = 1;

    /** The longest greeting line, without its line end, in bytes. */
    public static final int MAX_GREETING_LINE = 16 * 1024;

    /**
     * The longest request line, without its line end, in bytes. An order for 100 names of 253
     * characters, or the CSR for them, encoded twice, needs about 50,000.
     */
    public static final int MAX_REQUEST_LINE = 128 * 1024;

    /** The longest answer line, without its line end, in bytes. */
    public static final int MAX_ANSWER_LINE = 16 * 1024;

    /** What a client that wants reasons sends as its first line. The server does not answer it. */
    public static final String WANT_REFUSALS = VERSION + " REFUSALS";

    private Protocol() {}
}
