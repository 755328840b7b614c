package signet.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

class RootCertificatesTest {

    private final TestRoot one;
    private final TestRoot other;

    RootCertificatesTest() throws Exception {
        one = TestRoot.of("One");
        other = TestRoot.of("Other");
    }

    @Test
    void readsABundleWithCommentsAndWindowsLines() throws Exception {
        RootCertificates roots =
                RootCertificates.parse(
                        "# One\n" + one.pem() + "\nOther:\r\n" + other.pem().replace("\n", "\r\n"));

        assertThat(roots.all()).containsExactly(one.certificate(), other.certificate());
        assertThat(roots.isEmpty()).isFalse();
    }

    @Test
    void givesThoseThatAChainNames() throws Exception {
        RootCertificates roots =
                RootCertificates.of(List.of(one.certificate(), other.certificate()));

        assertThat(roots.namedIn(List.of(other.leaf(false)))).containsExactly(other.certificate());
        assertThat(roots.namedIn(List.of(one.certificate()))).containsExactly(one.certificate());
        assertThat(roots.namedIn(List.of(other.leaf(true)))).isEmpty();
        assertThat(roots.namedIn(List.of())).isEmpty();
    }

    @Test
    void namedAreAllOfOneName() throws Exception {
        TestRoot successor = TestRoot.of("One");
        RootCertificates roots =
                RootCertificates.of(
                        List.of(one.certificate(), other.certificate(), successor.certificate()));

        assertThat(roots.namedIn(List.of(one.leaf(false))))
                .containsExactly(one.certificate(), successor.certificate());
    }

    @Test
    void textWithoutCertificatesIsEmpty() throws Exception {
        assertThat(RootCertificates.parse("nothing here").isEmpty()).isTrue();
        assertThat(RootCertificates.NONE.all()).isEmpty();
    }

    @Test
    void refusesOtherThings() {
        assertThatThrownBy(
                        () ->
                                RootCertificates.parse(
                                        one.pem() + "-----BEGIN PRIVATE KEY-----\nAAAA\n"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("something else in PEM form");
    }

    @Test
    void refusesAPemThatIsCutOffOrNoBase64() throws Exception {
        String pem = one.pem();

        assertThatThrownBy(() -> RootCertificates.parse(pem.substring(0, pem.length() - 30)))
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> RootCertificates.parse(pem.replaceFirst("\nM", "\n!")))
                .hasMessageContaining("no base64");
    }

    /** Whatever is cut off or changed near the beginning: an error, and no other exception. */
    @Test
    void refusesDamagedEncodings() throws Exception {
        byte[] der = one.certificate().getEncoded();
        for (int length = 0; length < der.length; length++) {
            String cut = pem(Arrays.copyOf(der, length));
            assertThatThrownBy(() -> RootCertificates.parse(cut))
                    .isInstanceOf(CertificateException.class);
        }
        String followed = pem(Arrays.copyOf(der, der.length + 1));
        assertThatThrownBy(() -> RootCertificates.parse(followed))
                .isInstanceOf(CertificateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3080",
                "3085",
                "308500000000",
                "30840000000000",
                "30020000",
                "3000",
                "02",
                "3003",
                "30053003020101",
                "300a3008a0060201000201ff",
                "3082ffff00"
            })
    void refusesOddLengths(String hex) {
        String pem = pem(HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> RootCertificates.parse(pem))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("damaged");
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }
}
