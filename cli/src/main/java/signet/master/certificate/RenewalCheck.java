package signet.master.certificate;

import signet.config.CertificateConfig;
import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;
import signet.files.TrustedFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Decides whether a section needs a new certificate: there is none yet, its two files do not agree,
 * it expires within {@code min-days}, or the section's names or key have changed since. Where
 * nobody says {@code min-days}, the last third of its life is the time to renew it, of 21 days at
 * the most: those alone would renew a certificate of six days at every run.
 */
public final class RenewalCheck {

    private static final int MAX_SIZE = 1 << 20;

    private RenewalCheck() {}

    /** What is to be done. */
    public sealed interface Decision {

        /** Returns the line for the administrator, without the section's name. */
        String message();
    }

    /**
     * The certificate will do.
     *
     * @param notAfter until when it is valid
     */
    public record Skip(Instant notAfter) implements Decision {
        @Override
        public String message() {
            return "Valid until " + UtcTime.format(notAfter) + ", skipping";
        }
    }

    /**
     * A new certificate is needed.
     *
     * @param message why
     */
    public record Due(String message) implements Decision {}

    /**
     * Decides.
     *
     * @param minDays the number of days from the command line, instead of the section's
     * @param now the time to decide at
     */
    public static Decision check(
            CertificateConfig config, WantedCertificate wanted, OptionalInt minDays, Instant now) {
        OptionalInt days = minDays.isPresent() ? minDays : config.minDays();
        if (days.isPresent() && days.getAsInt() < 0) {
            return new Due("Renewal is asked for (min-days is negative)");
        }
        Optional<Path> missing =
                Stream.of(config.certificateChain(), config.certificate())
                        .flatMap(Optional::stream)
                        .filter(Files::notExists)
                        .findFirst();
        if (missing.isPresent()) {
            return new Due("No certificate yet at " + missing.get());
        }
        Path current = config.installed();
        try {
            X509Certificate installed = read(current);
            if (config.certificate().isPresent()) {
                current = config.certificate().get();
                if (!installed.equals(read(current))) {
                    return new Due(
                            current
                                    + " holds another certificate than "
                                    + config.installed()
                                    + ", renewing");
                }
            }
            return check(installed, wanted, days, now);
        } catch (CertificateException e) {
            return new Due(current + " holds no certificate: " + e.getMessage());
        } catch (IOException e) {
            return new Due(current + " holds no certificate: " + Reason.of(e));
        }
    }

    private static Decision check(
            X509Certificate installed, WantedCertificate wanted, OptionalInt days, Instant now)
            throws CertificateException {
        Instant notAfter = installed.getNotAfter().toInstant();
        Duration least = RenewalNotice.of(days, installed);
        if (Duration.between(now, notAfter).compareTo(least) <= 0) {
            return new Due("Valid until " + UtcTime.format(notAfter) + ", renewing");
        }
        if (!Arrays.equals(installed.getPublicKey().getEncoded(), wanted.subjectPublicKeyInfo())) {
            return new Due("The certificate is for another key than certificate-key, renewing");
        }
        return ChainVerifier.difference(CertificateNames.of(installed), CertificateNames.of(wanted))
                .<Decision>map(
                        difference ->
                                new Due(
                                        "The certificate is for other names than the section's: "
                                                + difference
                                                + "; renewing"))
                .orElseGet(() -> new Skip(notAfter));
    }

    static X509Certificate read(Path file) throws IOException, CertificateException {
        // What anybody put there can make us renew, and nothing else.
        try (OpenFile opened = TrustedFile.open(file, Trust.everybodys())) {
            byte[] bytes = opened.read(MAX_SIZE);
            return CertificatePem.first(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }
}
