package signet.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.List;

class CertificateChainTest {

    private final String pem = certificate();

    CertificateChainTest() throws Exception {}

    private static String certificate() throws Exception {
        KeyPair key = TestAccountKey.generatePair();
        X500Name name = new X500Name("CN=x");
        Date now = Date.from(Instant.now());
        return new CertificateChain(
                        List.of(
                                new JcaX509CertificateConverter()
                                        .getCertificate(
                                                new JcaX509v3CertificateBuilder(
                                                                name,
                                                                BigInteger.TWO,
                                                                now,
                                                                now,
                                                                name,
                                                                key.getPublic())
                                                        .build(
                                                                new JcaContentSignerBuilder(
                                                                                "SHA256withECDSA")
                                                                        .build(key.getPrivate())))))
                .toPem();
    }

    @Test
    void isWrittenAsItWasRead() throws Exception {
        CertificateChain chain = CertificateChain.parse(pem + "\r\n" + pem.replace("\n", "\r\n"));
        assertThat(chain.certificates()).hasSize(2);
        assertThat(chain.toPem()).isEqualTo(pem + pem);
        assertThat(chain.leaf().getSerialNumber()).isEqualTo(2);
    }

    @Test
    void refusesAnythingBesideCertificates() {
        for (String bad :
                List.of(
                        "",
                        "hello\n" + pem,
                        pem + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                        pem.replace("-----END CERTIFICATE-----", ""),
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                        "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
                        "-----BEGIN CERTIFICATE-----\n" + pem)) {
            assertThatThrownBy(() -> CertificateChain.parse(bad))
                    .as(bad)
                    .isInstanceOf(MalformedResourceException.class);
        }
    }

    @Test
    void isBounded() throws Exception {
        assertThat(CertificateChain.parse(pem.repeat(10)).certificates()).hasSize(10);
        assertThatThrownBy(() -> CertificateChain.parse(pem.repeat(11)))
                .isInstanceOf(MalformedResourceException.class)
                .hasMessageContaining("10");
    }
}
