package signet.trust;

import signet.text.Base64Lines;

import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;

/** Finds the certificates in a text, RFC 7468. */
final class PemCertificates {

    private static final String ANY_BEGIN = "-----BEGIN ";
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private PemCertificates() {}

    /** Returns them encoded; other text between them is passed over, as in a system's bundles. */
    static List<byte[]> read(String text) throws CertificateException {
        List<byte[]> certificates = new ArrayList<>();
        int begin = text.indexOf(ANY_BEGIN);
        while (begin >= 0) {
            if (!text.startsWith(BEGIN, begin)) {
                throw new CertificateException("there is something else in PEM form");
            }
            int start = begin + BEGIN.length();
            int end = text.indexOf(END, start);
            if (end < 0) {
                throw new CertificateException("the last one is cut off");
            }
            certificates.add(decode(text.substring(start, end)));
            begin = text.indexOf(ANY_BEGIN, end + END.length());
        }
        return certificates;
    }

    private static byte[] decode(String lines) throws CertificateException {
        try {
            return Base64Lines.decode(lines);
        } catch (IllegalArgumentException e) {
            throw new CertificateException("one is damaged: it is no base64", e);
        }
    }
}
