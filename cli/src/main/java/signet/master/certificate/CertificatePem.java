package signet.master.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The textual form of certificates, RFC 7468. */
final class CertificatePem {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final int LINE_LENGTH = 64;

    private CertificatePem() {}

    /**
     * Reads certificates and nothing else: between them there may be empty lines only.
     *
     * @param most the most certificates to read
     * @throws CertificateException where the text is anything else; the message says what
     */
    static List<X509Certificate> parse(String text, int most) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        StringBuilder base64 = new StringBuilder();
        boolean inside = false;
        for (String line : text.lines().map(String::stripTrailing).toList()) {
            if (!inside && line.equals(BEGIN)) {
                if (certificates.size() == most) {
                    throw new CertificateException("more than " + most + " certificates");
                }
                inside = true;
            } else if (inside && line.equals(END)) {
                certificates.add(decode(base64.toString()));
                base64.setLength(0);
                inside = false;
            } else if (inside) {
                base64.append(line);
            } else if (!line.isEmpty()) {
                throw new CertificateException("text that is no certificate in PEM form");
            }
        }
        if (inside) {
            throw new CertificateException("the last certificate is cut off");
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in PEM form");
        }
        return certificates;
    }

    /** Reads the first certificate of a text that may hold anything else, too. */
    static X509Certificate first(String text) throws CertificateException {
        int begin = text.indexOf(BEGIN);
        int end = begin < 0 ? -1 : text.indexOf(END, begin);
        if (end < 0) {
            throw new CertificateException("no certificate in PEM form");
        }
        return parse(text.substring(begin, end + END.length()), 1).getFirst();
    }

    static String encode(X509Certificate certificate) {
        try {
            return BEGIN
                    + "\n"
                    + Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'})
                            .encodeToString(certificate.getEncoded())
                    + "\n"
                    + END
                    + "\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static X509Certificate decode(String base64) throws CertificateException {
        try {
            byte[] der = Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() > 0) {
                throw new CertificateException("a certificate is followed by other data");
            }
            return certificate;
        } catch (IllegalArgumentException e) {
            throw new CertificateException("a certificate is not valid base64", e);
        }
    }
}
