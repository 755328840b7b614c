package signet.master.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.OptionalInt;

/** How long before its end a certificate is renewed. */
public final class RenewalNotice {

    /** The days where nobody says any other, as in lacme. */
    public static final int DAYS = 21;

    private RenewalNotice() {}

    /**
     * Returns how long before its end a certificate is renewed.
     *
     * @param days what somebody says; empty for {@link #DAYS}, but no more than the last third of
     *     the certificate's life
     */
    static Duration of(OptionalInt days, X509Certificate certificate) {
        return days.isPresent() ? Duration.ofDays(days.getAsInt()) : atMost(DAYS, certificate);
    }

    /** Returns a number of days, but no more than the last third of the certificate's life. */
    public static Duration atMost(int days, X509Certificate certificate) {
        Duration life =
                Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant());
        // Not Duration.dividedBy: its BigDecimal takes 15 ms at each start.
        Duration third = Duration.ofMillis(life.toMillis() / 3);
        Duration wanted = Duration.ofDays(days);
        return third.compareTo(wanted) < 0 ? third : wanted;
    }
}
