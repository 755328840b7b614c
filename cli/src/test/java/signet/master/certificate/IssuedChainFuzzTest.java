package signet.master.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.acme.CertificateChain;
import signet.acme.MalformedResourceException;
import signet.trust.RootCertificates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Chains that a client hands up: only what the CA signed for our key and name passes. */
final class IssuedChainFuzzTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final IssuedChain GENUINE = resource("genuine-chain.pem");
    private static final TrustRoots ROOTS =
            new TrustRoots(
                    Path.of("/etc/ssl/root.pem"),
                    RootCertificates.of(List.of(resource("root.pem").leaf())));
    private static final WantedCertificate WANTED =
            new WantedCertificate(
                    GENUINE.leaf().getPublicKey().getEncoded(),
                    List.of(new RequestedName(RequestedName.Kind.DNS, "www.example.org")));

    @FuzzTest
    void pem(byte[] input) throws RejectedChainException, CertificateEncodingException {
        IssuedChain chain;
        try {
            chain = IssuedChain.parse(input);
        } catch (RejectedChainException e) {
            assertThat(e).message().matches("the CA's answer is no certificate chain: [ -~]+");
            return;
        }
        assertThat(chain.certificates()).hasSizeBetween(1, 10);
        assertThat(IssuedChain.parse(chain.chainPem())).isEqualTo(chain);
        assertThat(IssuedChain.parse(chain.leafPem()).leaf()).isEqualTo(chain.leaf());
        assertAgreesWithClient(chain);
        try {
            ChainVerifier.verify(chain, WANTED, Optional.of(ROOTS), NOW);
        } catch (RejectedChainException e) {
            assertThat(e).message().isNotEmpty();
            return;
        }
        // A signature can be written in two ways, what it signs can't.
        assertThat(chain.leaf().getTBSCertificate()).isEqualTo(GENUINE.leaf().getTBSCertificate());
    }

    /** The master must be able to read whatever the client writes. */
    private static void assertAgreesWithClient(IssuedChain chain) {
        String pem = new String(chain.chainPem(), StandardCharsets.US_ASCII);
        try {
            assertThat(CertificateChain.parse(pem).certificates()).isEqualTo(chain.certificates());
        } catch (MalformedResourceException e) {
            throw new AssertionError(e);
        }
    }

    private static IssuedChain resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(IssuedChainFuzzTest.class.getResourceAsStream(name))) {
            return IssuedChain.parse(in.readAllBytes());
        } catch (RejectedChainException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
