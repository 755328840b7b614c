package signet.trust;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Roots that somebody trusts. Systems trust 150, of which a chain needs one: so they are kept
 * encoded, with their subjects only, and read as far as they are asked for. Immutable.
 */
public final class RootCertificates {

    /** No roots. */
    public static final RootCertificates NONE = new RootCertificates(List.of());

    private final List<Root> roots;

    /** An encoded certificate; the subject wrapped, to be compared. */
    private record Root(ByteBuffer subject, ByteBuffer der) {}

    private RootCertificates(List<Root> roots) {
        this.roots = List.copyOf(roots);
    }

    /** Keeps certificates. */
    public static RootCertificates of(List<X509Certificate> certificates) {
        try {
            List<byte[]> encoded = new ArrayList<>();
            for (X509Certificate certificate : certificates) {
                encoded.add(certificate.getEncoded());
            }
            return ofEncoded(encoded);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("A certificate that was read can't be encoded", e);
        }
    }

    /**
     * Reads the certificates of a text, RFC 7468 section 5, which may say anything between them.
     *
     * @throws CertificateException where one is damaged as far as can be seen without reading it
     *     whole, or something else is there in PEM form; the message says what
     */
    public static RootCertificates parse(String pem) throws CertificateException {
        return ofEncoded(PemCertificates.read(pem));
    }

    private static RootCertificates ofEncoded(List<byte[]> certificates)
            throws CertificateException {
        List<Root> roots = new ArrayList<>();
        for (byte[] der : certificates) {
            roots.add(
                    new Root(
                            ByteBuffer.wrap(CertificateFields.subject(der)), ByteBuffer.wrap(der)));
        }
        return new RootCertificates(roots);
    }

    /** Says whether there is none. */
    public boolean isEmpty() {
        return roots.isEmpty();
    }

    /**
     * Returns those that have the name of a certificate of this chain, or of one's issuer, in the
     * same encoding. Where the chain can't be verified by these, {@link #all} have to be tried: one
     * name can have several encodings, RFC 5280 section 7.1.
     *
     * @throws CertificateException where one of these is damaged
     */
    public List<X509Certificate> namedIn(List<X509Certificate> chain) throws CertificateException {
        Set<ByteBuffer> names = new HashSet<>();
        for (X509Certificate certificate : chain) {
            names.add(ByteBuffer.wrap(certificate.getSubjectX500Principal().getEncoded()));
            names.add(ByteBuffer.wrap(certificate.getIssuerX500Principal().getEncoded()));
        }
        List<Root> named = new ArrayList<>();
        for (Root root : roots) {
            if (names.contains(root.subject())) {
                named.add(root);
            }
        }
        return decode(named);
    }

    /**
     * Returns all.
     *
     * @throws CertificateException where one is damaged
     */
    public List<X509Certificate> all() throws CertificateException {
        return decode(roots);
    }

    private static List<X509Certificate> decode(List<Root> roots) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Root root : roots) {
            certificates.add(
                    (X509Certificate)
                            factory.generateCertificate(
                                    new ByteArrayInputStream(root.der().array())));
        }
        return certificates;
    }
}
