package signet.accountd.csr;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.acme.Identifier;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Certificates that clients want revoked: Java finds no name in them that we don't. */
final class RevokedCertificateFuzzTest {

    private static final int DNS = 2;

    @FuzzTest
    void der(byte[] input) {
        Set<Identifier> names;
        try {
            names = RevokedCertificate.names(input);
        } catch (UnacceptableRequestException e) {
            assertThat(e.reason()).matches("[ -~]+");
            return;
        }
        assertThat(names).isNotEmpty();
        Optional<X509Certificate> certificate = read(input);
        if (certificate.isPresent()) {
            assertThat(names).containsAll(alternatives(certificate.get()));
        }
    }

    private static Optional<X509Certificate> read(byte[] input) {
        try {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(input));
            assertThat(certificate.getEncoded()).isEqualTo(input);
            return Optional.of(certificate);
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private static Set<Identifier> alternatives(X509Certificate certificate) {
        Set<Identifier> identifiers = new HashSet<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                String text = String.valueOf(name.get(1));
                identifiers.add(
                        name.get(0).equals(DNS) ? Identifier.dns(text) : Identifier.ip(text));
            }
        } catch (CertificateException e) {
            // Java does not like them, as a whole.
        }
        return identifiers;
    }
}
