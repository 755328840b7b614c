package signet.master.certificate;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a CA issued: the leaf first, then the certificates that lead to a root (RFC 8555 section
 * 9.1). Nothing is said yet about whether it is the right one; {@link ChainVerifier} judges.
 *
 * @param certificates one to ten, the leaf first
 */
public record IssuedChain(List<X509Certificate> certificates) {

    /** The longest answer that is read, in bytes. */
    public static final int MAX_SIZE = 1 << 18;

    private static final int MAX_CERTIFICATES = 10;

    /** OpenSSL's clients read a message of 100 KiB at the most; CAs send 3 to 6 KiB. */
    private static final int MAX_USABLE_SIZE = 1 << 16;

    /** Copies the list. */
    public IssuedChain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("A chain has a leaf");
        }
    }

    /**
     * Reads a chain in PEM form.
     *
     * @throws RejectedChainException with reason {@code MALFORMED} where it is too long, or is
     *     anything but certificates
     */
    public static IssuedChain parse(byte[] pem) throws RejectedChainException {
        if (pem.length > MAX_SIZE) {
            throw malformed("longer than " + MAX_SIZE + " bytes", null);
        }
        try {
            return new IssuedChain(
                    CertificatePem.parse(
                            new String(pem, StandardCharsets.ISO_8859_1), MAX_CERTIFICATES));
        } catch (CertificateException e) {
            throw malformed(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the certificate that was asked for. */
    public X509Certificate leaf() {
        return certificates.getFirst();
    }

    /** Returns the certificates that lead from the leaf towards a root; perhaps none. */
    public List<X509Certificate> intermediates() {
        return certificates.subList(1, certificates.size());
    }

    /** Returns the leaf in PEM form, for {@code certificate}. */
    public byte[] leafPem() {
        return CertificatePem.encode(leaf()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns all certificates in PEM form, for {@code certificate-chain}. */
    public byte[] chainPem() {
        return certificates.stream()
                .map(CertificatePem::encode)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Refuses what no TLS handshake has room for. */
    void requireUsableSize() throws RejectedChainException {
        int size = 0;
        for (X509Certificate certificate : certificates) {
            try {
                size += certificate.getEncoded().length;
            } catch (CertificateException e) {
                throw malformed("a certificate can't be encoded", e);
            }
        }
        if (size > MAX_USABLE_SIZE) {
            throw malformed(
                    "the path to its root has "
                            + size
                            + " bytes, and TLS programs read no more than "
                            + MAX_USABLE_SIZE,
                    null);
        }
    }

    private static RejectedChainException malformed(String what, @Nullable Throwable cause) {
        String message = "the CA's answer is no certificate chain: " + what;
        return cause == null
                ? new RejectedChainException(RejectedChainException.Reason.MALFORMED, message)
                : new RejectedChainException(
                        RejectedChainException.Reason.MALFORMED, message, cause);
    }
}
