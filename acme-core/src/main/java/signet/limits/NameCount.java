package signet.limits;

/**
 * How many names and addresses one order, one certificate request and one section may have. What is
 * signed for them has to be remembered, and to be read by persons.
 */
public final class NameCount {

    /** Let's Encrypt's limit, and more than fits a sensible request. */
    public static final int MOST = 100;

    private NameCount() {}
}
