package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import signet.trust.RootCertificates;
import signet.trust.TestRoot;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Without a connection, so that names of hosts are not looked at; TransportFaultsTest does. */
class RootsTrustManagerTest {

    private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final TestRoot ours;
    private final TestRoot other;
    private final TestRoot namesake;

    RootsTrustManagerTest() throws Exception {
        ours = TestRoot.of("Ours");
        other = TestRoot.of("Other");
        namesake = TestRoot.of("Ours");
    }

    private static RootsTrustManager trusting(TestRoot... roots) {
        return new RootsTrustManager(
                RootCertificates.of(List.of(roots).stream().map(TestRoot::certificate).toList()));
    }

    private static void check(RootsTrustManager manager, X509Certificate... chain)
            throws CertificateException {
        manager.checkServerTrusted(chain, ANY_KEY_EXCHANGE);
    }

    @Test
    void takesWhatARootHasIssuedAndTheRootItself() {
        assertThatCode(() -> check(trusting(other, ours), ours.leaf(false)))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(trusting(other, ours), ours.leaf(false), ours.certificate()))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(trusting(ours), ours.certificate())).doesNotThrowAnyException();
    }

    @Test
    void takesAnIssuerWhoseNameIsWrittenInAnotherWay() {
        assertThatCode(() -> check(trusting(other, ours), ours.leaf(true)))
                .doesNotThrowAnyException();
    }

    @Test
    void aNamesakeDoesNotHideTheRightRoot() {
        assertThatCode(() -> check(trusting(namesake, ours), ours.leaf(false)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatNoRootHasIssued() {
        for (RootsTrustManager manager :
                List.of(trusting(other), trusting(namesake), trusting(other, namesake))) {
            for (boolean otherEncoding : new boolean[] {false, true}) {
                assertThatThrownBy(() -> check(manager, ours.leaf(otherEncoding)))
                        .isInstanceOf(CertificateException.class);
            }
            assertThatThrownBy(() -> check(manager, ours.certificate()))
                    .isInstanceOf(CertificateException.class);
        }
    }

    @Test
    void trustsNoClient() {
        assertThatThrownBy(
                        () ->
                                trusting(ours)
                                        .checkClientTrusted(
                                                new X509Certificate[] {ours.leaf(false)},
                                                ANY_KEY_EXCHANGE))
                .isInstanceOf(CertificateException.class);
        assertThat(trusting(ours).getAcceptedIssuers()).isEmpty();
    }
}
