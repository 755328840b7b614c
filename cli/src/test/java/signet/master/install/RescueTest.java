package signet.master.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.config.CertificateConfig;
import signet.config.Identity;
import signet.config.Specifiers;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.SectionFixture;
import signet.master.certificate.TestCa;
import signet.master.certificate.WantedCertificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class RescueTest {

    @TempDir private Path directory;
    private SectionFixture fixture = new SectionFixture(Path.of("/"));
    private Optional<PublicKey> key = Optional.empty();

    @BeforeEach
    void makeKey() throws Exception {
        fixture = new SectionFixture(directory);
        key = Optional.of(fixture.makeKey().getPublic());
    }

    private Rescue rescue() {
        return new Rescue(directory.resolve("cache/rescue"));
    }

    private IssuedChain issue(Duration life, String... names) throws Exception {
        return new TestCa().issue(TestCa.Leaf.of(key.orElseThrow(), names).valid(TestCa.NOW, life));
    }

    private Optional<IssuedChain> find(CertificateConfig config, Duration after) throws Exception {
        Instant now = TestCa.NOW.plus(after);
        return rescue().find(config, WantedCertificate.of(config), Optional.empty(), now);
    }

    @Test
    void keptChainIsFoundUntilItIsDiscarded() throws Exception {
        CertificateConfig config = fixture.section();
        IssuedChain chain = issue(Duration.ofDays(90), "a.example");

        assertThat(find(config, Duration.ZERO)).isEmpty();
        Path file = rescue().keep(config, chain.chainPem());
        assertThat(find(config, Duration.ZERO)).contains(chain);
        rescue().discard(config);
        assertThat(find(config, Duration.ZERO)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void onlyItsOwnerGetsNearIt() throws Exception {
        Files.createDirectories(
                directory.resolve("cache/rescue"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        Path file = rescue().keep(fixture.section(), new byte[] {1});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void chainForOtherNamesOrAnotherKeyIsNotUsed() throws Exception {
        CertificateConfig config = fixture.section();
        rescue().keep(config, issue(Duration.ofDays(90), "b.example").chainPem());
        assertThat(find(config, Duration.ZERO)).isEmpty();

        rescue().keep(config, issue(Duration.ofDays(90), "a.example").chainPem());
        fixture.makeKey();
        assertThat(find(config, Duration.ZERO)).isEmpty();
    }

    @Test
    void garbageIsKeptForAPersonAndNotUsed() throws Exception {
        CertificateConfig config = fixture.section();

        Path file = rescue().keep(config, "<html>".getBytes(StandardCharsets.US_ASCII));

        assertThat(file).hasContent("<html>");
        assertThat(find(config, Duration.ZERO)).isEmpty();
    }

    @Test
    void whatIsRejectedIsKeptBesideAndNeverUsed() throws Exception {
        CertificateConfig config = fixture.section();
        byte[] good = issue(Duration.ofDays(90), "a.example").chainPem();
        Path rejected = rescue().keepRejected(config, good);
        assertThat(find(config, Duration.ZERO)).isEmpty();
        Path kept = rescue().keep(config, good);
        Path again = rescue().keepRejected(config, new byte[] {1});
        assertThat(again).isEqualTo(rejected).isNotEqualTo(kept);
        assertThat(find(config, Duration.ZERO)).isPresent();

        rescue().discard(config);
        assertThat(rejected).doesNotExist();
    }

    @Test
    void chainNearItsEndIsNotUsedWhileAShortLivedOneIs() throws Exception {
        CertificateConfig config = fixture.section();
        rescue().keep(config, issue(Duration.ofDays(60), "a.example").chainPem());
        assertThat(find(config, Duration.ofDays(38))).isPresent();
        assertThat(find(config, Duration.ofDays(41))).isEmpty();

        rescue().keep(config, issue(Duration.ofDays(6), "a.example").chainPem());
        assertThat(find(config, Duration.ofDays(3))).isPresent();
        assertThat(find(config, Duration.ofDays(5))).isEmpty();
    }

    @Test
    void hugeAnswerIsNotKept() throws Exception {
        CertificateConfig config = fixture.section();

        assertThatThrownBy(() -> rescue().keep(config, new byte[IssuedChain.MAX_SIZE + 1]))
                .isInstanceOf(IOException.class)
                .hasMessage("the CA's answer is too long to be kept");
    }

    @Test
    void linkInPlaceOfTheDirectoryIsRefused() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createDirectory(directory.resolve("cache"));
        Files.createSymbolicLink(directory.resolve("cache/rescue"), elsewhere);

        assertThatThrownBy(() -> rescue().keep(fixture.section(), new byte[] {1}))
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve("cache/rescue") + " is a symbolic link; remove it");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void behindALinkInPlaceOfTheDirectoryNothingIsFoundNorDeleted() throws Exception {
        CertificateConfig config = fixture.section();
        Path file = rescue().keep(config, issue(Duration.ofDays(90), "a.example").chainPem());
        assertThat(find(config, Duration.ZERO)).isPresent();
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(directory.resolve("cache/rescue"), elsewhere);
        Files.createSymbolicLink(directory.resolve("cache/rescue"), elsewhere);

        assertThat(find(config, Duration.ZERO)).isEmpty();
        rescue().discard(config);
        assertThat(elsewhere.resolve(file.getFileName())).exists();
    }

    @Test
    void everySectionNameMakesAFileNameOfItsOwn() {
        assertThat(SafeName.of("www.example_1-a")).isEqualTo("www.example_1-a");
        assertThat(SafeName.of("../a b%\u00e9")).isEqualTo("%2e.%2fa%20b%25%c3%a9");
        assertThat(SafeName.of("")).isEmpty();
        assertThat(SafeName.of("a".repeat(300)))
                .hasSize(150)
                .isNotEqualTo(SafeName.of("a".repeat(301)));
    }

    @Test
    void usualPlaceIsTheCacheDirectory() throws Exception {
        Specifiers root =
                new Specifiers(new Identity("root", 0, "root", 0, Path.of("/root")), Map.of());

        assertThat(Rescue.atDefault(root).directory())
                .isEqualTo(Path.of("/var/cache/signet/rescue"));
    }
}
