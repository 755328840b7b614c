package signet.master.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.config.CertificateConfig;
import signet.master.certificate.RejectedChainException.Reason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;

class FreshnessTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path directory;
    private SectionFixture fixture = new SectionFixture(Path.of("/"));
    private PublicKey key;
    private TestCa ca;

    @BeforeEach
    void makeCa() throws Exception {
        fixture = new SectionFixture(directory);
        key = fixture.makeKey().getPublic();
        ca = new TestCa();
    }

    private IssuedChain issue(Instant from, Duration life) throws Exception {
        return ca.issue(TestCa.Leaf.of(key, "a.example").valid(from, life));
    }

    private void install(IssuedChain chain) throws Exception {
        Files.write(directory.resolve("leaf.pem"), chain.leafPem());
    }

    private RejectedChainException judge(IssuedChain chain, String... lines) throws Exception {
        CertificateConfig config = fixture.section(lines);
        WantedCertificate wanted = WantedCertificate.of(config);
        return catchThrowableOfType(
                RejectedChainException.class,
                () -> Freshness.verifyGain(chain.leaf(), config, wanted, TestCa.NOW));
    }

    private void assertRejected(IssuedChain chain, Reason reason, String... lines)
            throws Exception {
        assertThat(judge(chain, lines).reason()).isEqualTo(reason);
    }

    @Test
    void aCertificateMayBeDatedBackByADay() throws Exception {
        Freshness.verifyIssuedFor(issue(TestCa.NOW.minus(DAY), DAY).leaf(), TestCa.NOW);
        IssuedChain older = issue(TestCa.NOW.minus(DAY).minus(SECOND), DAY);
        assertThatThrownBy(() -> Freshness.verifyIssuedFor(older.leaf(), TestCa.NOW))
                .hasMessage(
                        "the certificate is not the one that was ordered: it was issued at"
                            + " 2026-11-23 05:59:59 UTC, and ordered at 2026-11-24 06:00:00 UTC; is"
                            + " this machine's clock right?");
    }

    @Test
    void theSectionSaysHowLongItMustLast() throws Exception {
        IssuedChain thirty = issue(TestCa.NOW, Duration.ofDays(30));
        assertThat(judge(thirty)).isNull();
        assertThat(judge(thirty, "min-days = 29")).isNull();
        assertRejected(thirty, Reason.DUE, "min-days = 30");
        // To renew always is no measure.
        assertThat(judge(thirty, "min-days = -1")).isNull();
    }

    @Test
    void withoutMinDaysItMustLastUntilTheNextRunOfTheTimer() throws Exception {
        assertThat(judge(issue(TestCa.NOW, Duration.ofDays(6)))).isNull();
        assertThat(judge(issue(TestCa.NOW, Duration.ofHours(12)))).isNull();
        assertRejected(issue(TestCa.NOW, Duration.ofHours(12).minus(SECOND)), Reason.DUE);
        assertThat(judge(issue(TestCa.NOW, Duration.ofMinutes(1)), "min-days = 0")).isNull();
        assertRejected(issue(TestCa.NOW.minus(Duration.ofDays(4)), Duration.ofDays(6)), Reason.DUE);
    }

    @Test
    void theSameOneIsKnownByIssuerAndSerial() throws Exception {
        IssuedChain chain = issue(TestCa.NOW, Duration.ofDays(90));
        install(chain);
        assertRejected(chain, Reason.NOT_NEW);
        assertThat(judge(issue(TestCa.NOW, Duration.ofDays(90)))).isNull();
    }

    @Test
    void anyFileThatWouldBeReplacedCounts() throws Exception {
        Path chain = directory.resolve("chain.pem");
        String line = "certificate-chain = " + chain;
        IssuedChain shorter = issue(TestCa.NOW, Duration.ofDays(40));
        assertThat(judge(shorter, line)).isNull();
        Files.write(chain, issue(TestCa.NOW, Duration.ofDays(41)).chainPem());
        assertThat(judge(shorter, line))
                .hasMessageContaining("sooner than what it would replace: " + chain)
                .hasMessageEndingWith("run again: mv " + chain + " " + chain + ".old")
                .hasMessageNotContaining("leaf.pem");
        Files.writeString(chain, "rubbish");
        assertThat(judge(shorter, line)).isNull();
    }

    @Test
    void whatIsNoLongerTheSectionsMayBeLonger() throws Exception {
        IssuedChain shorter = issue(TestCa.NOW, Duration.ofDays(40));
        install(issue(TestCa.NOW, Duration.ofDays(90)));
        assertRejected(shorter, Reason.ENDS_SOONER);
        install(ca.issue(TestCa.Leaf.of(key, "a.example", "old.example")));
        assertThat(judge(shorter)).isNull();
        install(ca.issue(TestCa.Leaf.of(TestCa.newKey().getPublic(), "a.example")));
        assertThat(judge(shorter)).isNull();
        install(ca.issueItself(TestCa.Leaf.of(key, "a.example")));
        assertThat(judge(shorter)).isNull();
    }
}
