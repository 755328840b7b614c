package signet.master.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.config.ConfigException;
import signet.master.certificate.RejectedChainException.Reason;
import signet.master.certificate.TestCa.Leaf;
import signet.trust.RootCertificates;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ChainVerifierTest {

    @TempDir private Path directory;

    private SectionFixture fixture = new SectionFixture(Path.of("/"));
    private Optional<TestCa> ca = Optional.empty();
    private Optional<PublicKey> key = Optional.empty();

    @BeforeEach
    void makeCa() throws Exception {
        fixture = new SectionFixture(directory);
        key = Optional.of(fixture.makeKey().getPublic());
        ca = Optional.of(new TestCa());
    }

    private TestCa ca() {
        return ca.orElseThrow();
    }

    private Leaf leaf(String... names) {
        return Leaf.of(key.orElseThrow(), names);
    }

    private void verify(IssuedChain chain, TestCa trusted) throws Exception {
        verifyAt(chain, trusted, TestCa.NOW);
    }

    private void verifyAt(IssuedChain chain, TestCa trusted, Instant now) throws Exception {
        WantedCertificate wanted =
                WantedCertificate.of(fixture.section("subjectAltName = DNS:b.example"));
        TrustRoots roots =
                new TrustRoots(Path.of("/roots.pem"), RootCertificates.of(List.of(trusted.root())));
        ChainVerifier.verify(chain, wanted, Optional.of(roots), now);
    }

    private void assertRejected(IssuedChain chain, Reason reason, String message) {
        assertThatThrownBy(() -> verify(chain, ca()))
                .isInstanceOfSatisfying(
                        RejectedChainException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    @Test
    void properChainIsAccepted() throws Exception {
        verify(ca().issue(leaf("b.example", "A.example")), ca());
    }

    @Test
    void otherKeyIsRejectedWithBothFingerprints() throws Exception {
        IssuedChain chain =
                ca().issue(Leaf.of(TestCa.newKey().getPublic(), "a.example", "b.example"));

        assertRejected(chain, Reason.OTHER_KEY, "SHA-256 of its public key is ");
    }

    @Test
    void missingAndExtraNamesAreListed() throws Exception {
        assertRejected(
                ca().issue(leaf("a.example", "c.example")),
                Reason.OTHER_NAMES,
                "the certificate is for other names: without DNS:b.example, with DNS:c.example");
        assertRejected(
                ca().issue(leaf("a.example", "b.example", "192.0.2.1")),
                Reason.OTHER_NAMES,
                "the certificate is for other names: with IP:192.0.2.1");
    }

    @Test
    void certificateOfAnotherTimeIsRejected() throws Exception {
        assertRejected(
                ca().issue(
                                leaf("a.example", "b.example")
                                        .valid(TestCa.NOW.plusSeconds(60), Duration.ofDays(1))),
                Reason.NOT_YET_VALID,
                "valid only from 2026-11-24 06:01:00 UTC, and here it is 2026-11-24 06:00:00 UTC");
        assertRejected(
                ca().issue(
                                leaf("a.example", "b.example")
                                        .valid(
                                                TestCa.NOW.minusSeconds(3600),
                                                Duration.ofMinutes(59))),
                Reason.EXPIRED,
                "was valid until 2026-11-24 05:59:00 UTC");
    }

    @Test
    void certificateOfACaOrOfAClientIsRejected() throws Exception {
        assertRejected(
                ca().issue(leaf("a.example", "b.example").asCa()),
                Reason.CA_CERTIFICATE,
                "the certificate is a CA's, not a server's");
        assertRejected(
                ca().issue(leaf("a.example", "b.example").purpose(KeyPurposeId.id_kp_clientAuth)),
                Reason.NOT_FOR_SERVERS,
                "extended key usage lacks serverAuth: 1.3.6.1.5.5.7.3.2");
    }

    @Test
    void chainOfAnotherCaIsRejectedThoughNamesOfItsCertificatesAreTheSame() throws Exception {
        IssuedChain chain = new TestCa().issue(leaf("a.example", "b.example"));

        assertRejected(
                chain,
                Reason.UNTRUSTED,
                "the chain, issued by \"CN=Root\", leads to no root in /roots.pem");
    }

    @Test
    void rootThatTheServerSendsIsNoReasonToTrustIt() throws Exception {
        TestCa other = new TestCa();
        IssuedChain issued = other.issue(leaf("a.example", "b.example"));
        IssuedChain chain =
                new IssuedChain(
                        List.of(issued.leaf(), issued.intermediates().getFirst(), other.root()));

        assertRejected(chain, Reason.UNTRUSTED, "leads to no root");
        verify(chain, other);
    }

    @Test
    void missingIntermediateIsRejected() throws Exception {
        assertRejected(
                ca().issueAlone(leaf("a.example", "b.example")),
                Reason.UNTRUSTED,
                "issued by \"CN=Middle\"");
    }

    @Test
    void expiredRootIsNotTrusted() throws Exception {
        Instant later = TestCa.NOW.plus(Duration.ofDays(3000));
        IssuedChain chain =
                ca().issue(leaf("a.example", "b.example").valid(later, Duration.ofDays(9)));

        assertThatThrownBy(() -> verifyAt(chain, ca(), later.plusSeconds(1)))
                .hasMessage("every root in /roots.pem has expired");
    }

    @Test
    void withoutCaFileThePathIsNotLookedAt() throws Exception {
        ChainVerifier.verify(
                new TestCa().issueAlone(leaf("a.example")),
                WantedCertificate.of(fixture.section("CAfile =")),
                TrustRoots.read(fixture.section("CAfile =")),
                TestCa.NOW);
    }

    /** Returns what is to be installed of a chain. */
    private List<X509Certificate> path(IssuedChain chain, X509Certificate... trusted)
            throws Exception {
        return ChainVerifier.verify(
                        chain,
                        WantedCertificate.of(fixture.section()),
                        trusted.length == 0
                                ? Optional.empty()
                                : Optional.of(
                                        new TrustRoots(
                                                Path.of("/roots.pem"),
                                                RootCertificates.of(List.of(trusted)))),
                        TestCa.NOW)
                .certificates();
    }

    private static IssuedChain with(IssuedChain chain, X509Certificate... more) {
        return new IssuedChain(
                Stream.concat(chain.certificates().stream(), Stream.of(more)).toList());
    }

    @Test
    void whatIsNotOnTheWayToTheRootIsLeftOutAndTheRootToo() throws Exception {
        IssuedChain issued = ca().issue(leaf("a.example"));
        X509Certificate foreign = new TestCa("CN=Foreign").root();
        IssuedChain more =
                with(
                        issued,
                        foreign,
                        issued.intermediates().getFirst(),
                        foreign,
                        ca().root(),
                        issued.leaf());

        assertThat(path(more, ca().root())).isEqualTo(issued.certificates());
        assertThat(path(more)).isEqualTo(issued.certificates());
        assertThat(path(with(issued, ca().root()), ca().root())).isEqualTo(issued.certificates());
        IssuedChain alone = ca().issueAlone(leaf("a.example"));
        assertThat(path(with(alone, foreign), alone.leaf())).isEqualTo(alone.certificates());
        // In whatever order they came.
        IssuedChain mixed =
                new IssuedChain(List.of(issued.leaf(), foreign, issued.intermediates().getFirst()));
        assertThat(path(mixed, ca().root())).isEqualTo(issued.certificates());
        assertThat(path(mixed)).isEqualTo(issued.certificates());
    }

    @Test
    void aRootThatAnOlderOneVouchesForStaysWhereTheOlderOneIsTrusted() throws Exception {
        TestCa old = new TestCa("CN=Old");
        X509Certificate cross = old.vouchFor(ca());
        IssuedChain issued = ca().issue(leaf("a.example"));
        IssuedChain sent = with(issued, cross);

        assertThat(path(sent, old.root())).isEqualTo(sent.certificates());
        assertThat(path(sent, ca().root(), old.root())).isEqualTo(sent.certificates());
        // Nobody can say who that is.
        assertThat(path(sent, ca().root())).isEqualTo(issued.certificates());
    }

    @Test
    void withoutRootsAnIssuerMustHaveSignedAndBeACa() throws Exception {
        TestCa sameName = new TestCa();
        X509Certificate forged = sameName.issue(leaf("a.example")).intermediates().getFirst();
        IssuedChain alone = ca().issueAlone(leaf("a.example"));
        assertThat(path(with(alone, forged))).isEqualTo(alone.certificates());
        IssuedChain issued = ca().issue(leaf("a.example"));
        assertThat(path(with(alone, forged, issued.intermediates().getFirst()))).hasSize(2);
    }

    @Test
    void aChainThatNoHandshakeHasRoomForIsRejected() throws Exception {
        String[] names =
                IntStream.range(0, 4000)
                        .mapToObj(i -> i + ".name.example")
                        .map(name -> "n" + name)
                        .toArray(String[]::new);
        IssuedChain chain = ca().issue(leaf(names));
        assertThatThrownBy(chain::requireUsableSize)
                .isInstanceOf(RejectedChainException.class)
                .hasMessageContaining("TLS programs read no more than 65536");
    }

    @Test
    void caFileIsReadOrItsMistakeNamed() throws Exception {
        Path file = directory.resolve("roots.pem");
        String line = "CAfile = " + file;
        String where = fixture.file() + ":5: [s] CAfile: " + file;

        assertThatThrownBy(() -> TrustRoots.read(fixture.section(line)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        where
                                + " does not exist; install ca-certificates, or name the file with"
                                + " the CA's root");
        Files.writeString(file, "");
        assertThatThrownBy(() -> TrustRoots.read(fixture.section(line)))
                .hasMessage(where + " holds no certificate in PEM form");
        Files.writeString(file, "hello\n");
        assertThatThrownBy(() -> TrustRoots.read(fixture.section(line)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(where);
        Files.writeString(file, "# Root\n" + CertificatePem.encode(ca().root()));
        assertThat(TrustRoots.read(fixture.section(line)).orElseThrow().roots().all())
                .containsExactly(ca().root());
    }

    @Test
    void chainIsReadFromItsOwnPem() throws Exception {
        IssuedChain chain = ca().issue(leaf("a.example"));

        assertThat(IssuedChain.parse(chain.chainPem())).isEqualTo(chain);
        assertThat(IssuedChain.parse(chain.leafPem()).intermediates()).isEmpty();
    }

    @Test
    void answerThatIsNoChainIsRejected() throws Exception {
        String pem =
                new String(ca().issueAlone(leaf("a.example")).leafPem(), StandardCharsets.US_ASCII);

        assertMalformed("", "no certificate in PEM form");
        assertMalformed("<html>", "text that is no certificate in PEM form");
        assertMalformed(pem + "x", "text that is no certificate in PEM form");
        assertMalformed(pem.repeat(11), "more than 10 certificates");
        assertMalformed(
                pem.replaceFirst("CERTIFICATE-----\nM", "CERTIFICATE-----\n!"),
                "a certificate is not valid base64");
        assertMalformed(pem.substring(0, 200), "the last certificate is cut off");
        assertMalformed("a".repeat(IssuedChain.MAX_SIZE + 1), "longer than 262144 bytes");
    }

    private static void assertMalformed(String text, String what) {
        assertThatThrownBy(() -> IssuedChain.parse(text.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOfSatisfying(
                        RejectedChainException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
                .hasMessage("the CA's answer is no certificate chain: " + what);
    }

    @Test
    void descriptionTellsWhatMatters() throws Exception {
        assertThat(CertificateText.describe(ca().issue(leaf("a.example")).leaf()))
                .contains("Subject:     CN=leaf\n")
                .contains("Names:       DNS:a.example\n")
                .contains("Issuer:      CN=Middle\n")
                .contains("Valid until: 2027-02-21 06:00:00 UTC\n")
                .contains("Key:         EC, 256 bits\n")
                .containsPattern("SHA-256:     ([0-9A-F]{2}:){31}[0-9A-F]{2}\n");
    }
}
