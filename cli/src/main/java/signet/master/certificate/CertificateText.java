package signet.master.certificate;

import signet.text.Printable;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;

/** Describes a certificate for a person. */
public final class CertificateText {

    private CertificateText() {}

    /** Returns a few lines, each ended, with all that comes from outside escaped. */
    public static String describe(X509Certificate certificate) {
        StringBuilder text = new StringBuilder();
        line(text, "Subject", certificate.getSubjectX500Principal().toString());
        line(text, "Names", names(certificate));
        line(text, "Issuer", certificate.getIssuerX500Principal().toString());
        line(text, "Serial", certificate.getSerialNumber().toString(16));
        line(text, "Valid from", UtcTime.format(certificate.getNotBefore().toInstant()));
        line(text, "Valid until", UtcTime.format(certificate.getNotAfter().toInstant()));
        line(text, "Key", key(certificate.getPublicKey()));
        line(text, "SHA-256", fingerprint(certificate));
        return text.toString();
    }

    /** Returns the SHA-256 fingerprint, as OpenSSL writes it. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return Fingerprint.sha256(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format(Locale.ROOT, "%-12s %s%n", label + ":", Printable.of(value)));
    }

    private static String names(X509Certificate certificate) {
        try {
            return String.join(", ", List.copyOf(CertificateNames.of(certificate)));
        } catch (CertificateParsingException e) {
            return "(unreadable)";
        }
    }

    private static String key(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> "RSA, " + rsa.getModulus().bitLength() + " bits";
            case ECPublicKey ec ->
                    "EC, " + ec.getParams().getCurve().getField().getFieldSize() + " bits";
            default -> key.getAlgorithm();
        };
    }
}
