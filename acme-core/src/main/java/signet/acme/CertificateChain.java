package signet.acme;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a CA issued (RFC 8555 section 9.1): the end-entity certificate first, then those that
 * certify it. Nothing is verified here beyond that these are certificates.
 *
 * @param certificates one to ten
 */
public record CertificateChain(List<X509Certificate> certificates) {

    private static final int MAX_CERTIFICATES = 10;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /** Copies. */
    public CertificateChain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
            throw new IllegalArgumentException("Not 1 to " + MAX_CERTIFICATES + " certificates");
        }
    }

    /**
     * Reads certificates in PEM, strictly: certificates and blank lines, nothing else. Anything
     * else could be a trap for the programs that later read the file (section 11.4).
     *
     * @throws MalformedResourceException where there is none, more than ten, or something else
     */
    public static CertificateChain parse(String pem) throws MalformedResourceException {
        List<X509Certificate> certificates = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean inside = false;
        for (String line : pem.lines().map(String::strip).toList()) {
            if (inside && line.equals(END)) {
                certificates.add(certificate(block.toString()));
                inside = false;
            } else if (inside) {
                block.append(line);
            } else if (line.equals(BEGIN) && certificates.size() < MAX_CERTIFICATES) {
                block.setLength(0);
                inside = true;
            } else if (!line.isEmpty()) {
                throw wrong("something else than at most " + MAX_CERTIFICATES + " certificates");
            }
        }
        if (inside || certificates.isEmpty()) {
            throw wrong(inside ? "a certificate that does not end" : "no certificate");
        }
        return new CertificateChain(certificates);
    }

    private static X509Certificate certificate(String base64) throws MalformedResourceException {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() > 0) {
                throw wrong("bytes after a certificate");
            }
            return certificate;
        } catch (IllegalArgumentException | CertificateException e) {
            throw wrong("a block that is not a certificate");
        }
    }

    private static MalformedResourceException wrong(String what) {
        return new MalformedResourceException("the certificate chain holds " + what);
    }

    /** Returns the end-entity certificate. */
    public X509Certificate leaf() {
        return certificates.getFirst();
    }

    /** Returns the whole chain in PEM (RFC 7468), written anew, ending in a line feed. */
    public String toPem() {
        StringBuilder pem = new StringBuilder();
        Base64.Encoder encoder =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        for (X509Certificate certificate : certificates) {
            try {
                String body = encoder.encodeToString(certificate.getEncoded());
                pem.append(BEGIN).append('\n').append(body).append('\n').append(END).append('\n');
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("A parsed certificate has no encoding", e);
            }
        }
        return pem.toString();
    }
}
