package signet.accountd.policy;

import signet.acme.Identifier;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names in a certificate that is to be revoked. */
final class CertificateNames {

    private static final int DNS = 2;
    private static final int IP = 7;

    private CertificateNames() {}

    static Set<Identifier> of(byte[] der) throws Subject.UnreadableException {
        try {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(der));
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            Set<Identifier> identifiers = new LinkedHashSet<>();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                identifiers.add(identifier(name));
            }
            if (!identifiers.isEmpty()) {
                return identifiers;
            }
        } catch (CertificateException | IllegalArgumentException e) {
            // Told below.
        }
        throw new Subject.UnreadableException(
                "the certificate to revoke is none, or is not for names and addresses alone");
    }

    private static Identifier identifier(List<?> name) {
        String value = String.valueOf(name.get(1));
        return switch ((Integer) name.get(0)) {
            case DNS -> Identifier.dns(value);
            case IP -> Identifier.ip(value);
            default -> throw new IllegalArgumentException("Neither a DNS name nor an address");
        };
    }
}
