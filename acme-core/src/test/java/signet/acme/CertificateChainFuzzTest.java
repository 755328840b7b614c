package signet.acme;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;

/** Chains as a CA sends them: what is written for other programs is certificates and no more. */
final class CertificateChainFuzzTest {

    @FuzzTest
    void pem(byte[] input) throws MalformedResourceException {
        CertificateChain chain;
        try {
            chain = CertificateChain.parse(new String(input, StandardCharsets.US_ASCII));
        } catch (MalformedResourceException e) {
            assertThat(e).message().matches("the certificate chain holds [ -~]+");
            return;
        }
        assertThat(chain.certificates()).hasSizeBetween(1, 10);
        String pem = chain.toPem();
        assertThat(pem)
                .matches(
                        "(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+"
                                + "-----END CERTIFICATE-----\n){1,10}");
        CertificateChain again = CertificateChain.parse(pem);
        assertThat(again).isEqualTo(chain);
        assertThat(again.leaf().getPublicKey()).isEqualTo(chain.leaf().getPublicKey());
    }
}
