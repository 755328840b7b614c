package signet.master.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.config.CertificateConfig;
import signet.master.certificate.RenewalCheck.Decision;
import signet.master.certificate.RenewalCheck.Due;
import signet.master.certificate.RenewalCheck.Skip;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

class RenewalCheckTest {

    private static final Instant END = TestCa.NOW.plus(Duration.ofDays(89));

    @TempDir private Path directory;
    private SectionFixture fixture = new SectionFixture(Path.of("/"));
    private Optional<PublicKey> key = Optional.empty();

    @BeforeEach
    void makeKey() throws Exception {
        fixture = new SectionFixture(directory);
        key = Optional.of(fixture.makeKey().getPublic());
    }

    private void install(PublicKey ofKey, String... names) throws Exception {
        Files.write(
                directory.resolve("leaf.pem"),
                new TestCa().issue(TestCa.Leaf.of(ofKey, names)).leafPem());
    }

    private Decision check(Instant now, String... lines) throws Exception {
        CertificateConfig config = fixture.section(lines);
        return RenewalCheck.check(config, WantedCertificate.of(config), OptionalInt.empty(), now);
    }

    @Test
    void validCertificateIsSkippedWithLacmesMessage() throws Exception {
        install(key.orElseThrow(), "a.example");

        assertThat(check(TestCa.NOW)).isEqualTo(new Skip(END));
        assertThat(check(TestCa.NOW).message())
                .isEqualTo("Valid until 2027-02-21 06:00:00 UTC, skipping");
    }

    @Test
    void minDaysIsAStrictLimit() throws Exception {
        install(key.orElseThrow(), "a.example");

        assertThat(check(END.minus(Duration.ofDays(21)).minusSeconds(1))).isInstanceOf(Skip.class);
        assertThat(check(END.minus(Duration.ofDays(21))))
                .isEqualTo(new Due("Valid until 2027-02-21 06:00:00 UTC, renewing"));
    }

    @Test
    void minDaysOfZeroRenewsOnlyWhatHasExpiredAndNegativeOnesAlways() throws Exception {
        install(key.orElseThrow(), "a.example");

        assertThat(check(END.minusSeconds(1), "min-days = 0")).isInstanceOf(Skip.class);
        assertThat(check(END, "min-days = 0")).isInstanceOf(Due.class);
        assertThat(check(TestCa.NOW, "min-days = -1")).isInstanceOf(Due.class);
    }

    @Test
    void shortLivedCertificateIsRenewedInTheLastThirdOfItsLifeUnlessMinDaysIsSet()
            throws Exception {
        Instant from = TestCa.NOW;
        Instant end = from.plus(Duration.ofDays(6));
        TestCa.Leaf leaf = TestCa.Leaf.of(key.orElseThrow(), "a.example");
        Files.write(
                directory.resolve("leaf.pem"),
                new TestCa().issue(leaf.valid(from, Duration.ofDays(6))).leafPem());

        assertThat(check(from.plusSeconds(1))).isEqualTo(new Skip(end));
        assertThat(check(end.minus(Duration.ofDays(2)).minusSeconds(1))).isEqualTo(new Skip(end));
        assertThat(check(end.minus(Duration.ofDays(2)))).isInstanceOf(Due.class);
        // Who says a number means it, the number of the default too.
        assertThat(check(from.plusSeconds(1), "min-days = 21")).isInstanceOf(Due.class);
        assertThat(check(end.minus(Duration.ofDays(1)).minusSeconds(1), "min-days = 1"))
                .isInstanceOf(Skip.class);
        CertificateConfig config = fixture.section();
        assertThat(
                        RenewalCheck.check(
                                config, WantedCertificate.of(config), OptionalInt.of(21), from))
                .isInstanceOf(Due.class);
    }

    @Test
    void longLivedCertificateIsRenewedTwentyOneDaysBeforeItsEnd() throws Exception {
        TestCa.Leaf leaf = TestCa.Leaf.of(key.orElseThrow(), "a.example");
        Files.write(
                directory.resolve("leaf.pem"),
                new TestCa().issue(leaf.valid(TestCa.NOW, Duration.ofDays(398))).leafPem());
        Instant end = TestCa.NOW.plus(Duration.ofDays(398));

        assertThat(check(end.minus(Duration.ofDays(21)).minusSeconds(1))).isInstanceOf(Skip.class);
        assertThat(check(end.minus(Duration.ofDays(21)))).isInstanceOf(Due.class);
    }

    @Test
    void commandLineOverridesMinDays() throws Exception {
        install(key.orElseThrow(), "a.example");
        CertificateConfig config = fixture.section();

        assertThat(
                        RenewalCheck.check(
                                config,
                                WantedCertificate.of(config),
                                OptionalInt.of(90),
                                TestCa.NOW))
                .isInstanceOf(Due.class);
    }

    @Test
    void missingOrBrokenCertificateIsDue() throws Exception {
        Path leaf = directory.resolve("leaf.pem");
        assertThat(check(TestCa.NOW)).isEqualTo(new Due("No certificate yet at " + leaf));

        Files.writeString(leaf, "garbage");
        assertThat(check(TestCa.NOW))
                .isEqualTo(new Due(leaf + " holds no certificate: no certificate in PEM form"));
    }

    @Test
    void missingChainIsDueThoughTheCertificateIsThere() throws Exception {
        install(key.orElseThrow(), "a.example");
        Path chain = directory.resolve("chain.pem");

        assertThat(check(TestCa.NOW, "certificate-chain = " + chain))
                .isEqualTo(new Due("No certificate yet at " + chain));
    }

    @Test
    void changedNamesAreNoticed() throws Exception {
        install(key.orElseThrow(), "a.example", "old.example");

        assertThat(check(TestCa.NOW, "subjectAltName = DNS:new.example"))
                .isEqualTo(
                        new Due(
                                "The certificate is for other names than the section's: without"
                                        + " DNS:new.example, with DNS:old.example; renewing"));
    }

    @Test
    void changedKeyIsNoticed() throws Exception {
        install(TestCa.newKey().getPublic(), "a.example");

        assertThat(check(TestCa.NOW))
                .isEqualTo(
                        new Due(
                                "The certificate is for another key than certificate-key,"
                                        + " renewing"));
    }
}
