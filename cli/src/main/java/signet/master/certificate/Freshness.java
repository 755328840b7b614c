package signet.master.certificate;

import signet.config.CertificateConfig;
import signet.master.certificate.RejectedChainException.Reason;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges whether a certificate renews anything. Certificates are public, so that one of the right
 * key and names, issued by the right CA, may still be last year's: whoever passes on the CA's
 * answers could have every run go well until nothing is valid any more.
 */
public final class Freshness {

    /** CAs date certificates back, by an hour or to the last midnight. */
    private static final Duration DATED_BACK = Duration.ofDays(1);

    /** The timer runs twice a day: what lasts for less is of no use between two runs. */
    private static final Duration BETWEEN_RUNS = Duration.ofHours(12);

    private Freshness() {}

    /**
     * Judges whether a certificate was issued for an order.
     *
     * @param ordered when it was ordered
     * @throws RejectedChainException with reason {@code NOT_NEW} where it was issued more than a
     *     day before
     */
    public static void verifyIssuedFor(X509Certificate leaf, Instant ordered)
            throws RejectedChainException {
        Instant from = leaf.getNotBefore().toInstant();
        if (from.isBefore(ordered.minus(DATED_BACK))) {
            throw new RejectedChainException(
                    Reason.NOT_NEW,
                    "the certificate is not the one that was ordered: it was issued at "
                            + UtcTime.format(from)
                            + ", and ordered at "
                            + UtcTime.format(ordered)
                            + "; is this machine's clock right?");
        }
    }

    /**
     * Judges whether a certificate is better than what its section has.
     *
     * @throws RejectedChainException with reason {@code NOT_NEW} where it is installed already,
     *     {@code DUE} where its section would have it renewed at once, or {@code ENDS_SOONER} where
     *     it ends before one that it would replace, which a CA has issued for the same key and
     *     names
     */
    public static void verifyGain(
            X509Certificate leaf, CertificateConfig config, WantedCertificate wanted, Instant now)
            throws RejectedChainException {
        verifyNotDue(leaf, config, now);
        Map<Path, X509Certificate> longer = new LinkedHashMap<>();
        for (Map.Entry<Path, X509Certificate> installed : installed(config).entrySet()) {
            if (isSame(installed.getValue(), leaf)) {
                throw new RejectedChainException(
                        Reason.NOT_NEW,
                        "the certificate is not new: it is the one that is in "
                                + installed.getKey()
                                + " already");
            }
            if (end(installed.getValue()).isAfter(end(leaf))
                    && isGood(installed.getValue(), wanted)) {
                longer.put(installed.getKey(), installed.getValue());
            }
        }
        if (!longer.isEmpty()) {
            throw endsSooner(leaf, longer);
        }
    }

    /** Says whether a section has a good certificate already that ends later. */
    public static boolean isOutdone(
            X509Certificate leaf, CertificateConfig config, WantedCertificate wanted) {
        return installed(config).values().stream()
                .anyMatch(
                        installed ->
                                end(installed).isAfter(end(leaf)) && isGood(installed, wanted));
    }

    /** Says whether a section would have a certificate renewed at once. */
    public static boolean isDue(X509Certificate leaf, CertificateConfig config, Instant now) {
        Duration left = Duration.between(now, end(leaf));
        OptionalInt days = daysOf(config);
        return left.compareTo(RenewalNotice.of(days, leaf)) <= 0
                || (days.isEmpty() && left.compareTo(BETWEEN_RUNS) < 0);
    }

    private static void verifyNotDue(X509Certificate leaf, CertificateConfig config, Instant now)
            throws RejectedChainException {
        if (isDue(leaf, config, now)) {
            OptionalInt days = daysOf(config);
            throw new RejectedChainException(
                    Reason.DUE,
                    "the certificate is valid until "
                            + UtcTime.format(end(leaf))
                            + " only, and would have to be renewed at once"
                            + (days.isPresent()
                                    ? " by min-days = " + days.getAsInt() + "; set a lower number"
                                    : "; if the CA issues such certificates, set min-days = 0")
                            + ", or ask the CA for longer ones");
        }
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    /** To renew always says nothing about how long a certificate should last. */
    private static OptionalInt daysOf(CertificateConfig config) {
        return config.minDays().isPresent() && config.minDays().getAsInt() >= 0
                ? config.minDays()
                : OptionalInt.empty();
    }

    private static RejectedChainException endsSooner(
            X509Certificate leaf, Map<Path, X509Certificate> longer) {
        return new RejectedChainException(
                Reason.ENDS_SOONER,
                "the certificate is valid until "
                        + UtcTime.format(end(leaf))
                        + ", which is sooner than what it would replace: "
                        + longer.entrySet().stream()
                                .map(
                                        file ->
                                                file.getKey()
                                                        + ", valid until "
                                                        + UtcTime.format(end(file.getValue())))
                                .collect(Collectors.joining("; "))
                        + "; if the CA issues shorter ones now, move that away and run again: "
                        + longer.keySet().stream()
                                .map(file -> "mv " + file + " " + file + ".old")
                                .collect(Collectors.joining("; ")));
    }

    private static Map<Path, X509Certificate> installed(CertificateConfig config) {
        List<Path> files = new ArrayList<>();
        Stream.of(config.certificate(), config.certificateChain())
                .forEach(file -> file.ifPresent(files::add));
        Map<Path, X509Certificate> installed = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                installed.put(file, RenewalCheck.read(file));
            } catch (IOException | CertificateException e) {
                // Nothing is lost by it.
            }
        }
        return installed;
    }

    /** A signature can have two encodings, so the bytes say nothing (RFC 5280 section 4.1.2.2). */
    private static boolean isSame(X509Certificate one, X509Certificate other) {
        return one.getSerialNumber().equals(other.getSerialNumber())
                && one.getIssuerX500Principal().equals(other.getIssuerX500Principal());
    }

    /**
     * One for another key or other names than the section's now is no good, however long; nor is
     * one that stands in until the first is issued, and has issued itself.
     */
    private static boolean isGood(X509Certificate installed, WantedCertificate wanted) {
        try {
            return !installed.getIssuerX500Principal().equals(installed.getSubjectX500Principal())
                    && Arrays.equals(
                            installed.getPublicKey().getEncoded(), wanted.subjectPublicKeyInfo())
                    && CertificateNames.of(installed).equals(CertificateNames.of(wanted));
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
