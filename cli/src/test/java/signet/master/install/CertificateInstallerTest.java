package signet.master.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.config.ConfigException;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.SectionFixture;
import signet.master.certificate.TestCa;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Ownership is given to numbers that belong to nobody, for which the tests must run as root. */
class CertificateInstallerTest {

    @TempDir private Path directory;
    private SectionFixture fixture = new SectionFixture(Path.of("/"));
    private Optional<IssuedChain> issued = Optional.empty();

    @BeforeEach
    void issue() throws Exception {
        fixture = new SectionFixture(directory);
        issued =
                Optional.of(
                        new TestCa()
                                .issue(TestCa.Leaf.of(fixture.makeKey().getPublic(), "a.example")));
    }

    private IssuedChain chain() {
        return issued.orElseThrow();
    }

    private Path leaf() {
        return directory.resolve("leaf.pem");
    }

    private Path chainFile() {
        return directory.resolve("chain.pem");
    }

    private String chainLine() {
        return "certificate-chain = " + chainFile();
    }

    private InstallPlan plan(String... lines) throws Exception {
        return InstallPlan.check(fixture.section(lines));
    }

    private void assertNothingIsLeftBehind() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void bothFilesAreReplacedByNewOnes() throws Exception {
        Files.writeString(leaf(), "old");
        Object oldInode = Files.getAttribute(leaf(), "unix:ino");

        assertThat(CertificateInstaller.install(plan(chainLine()), chain()))
                .containsExactly(leaf(), chainFile());

        assertThat(leaf()).hasBinaryContent(chain().leafPem());
        assertThat(chainFile()).hasBinaryContent(chain().chainPem());
        assertThat(Files.getAttribute(leaf(), "unix:ino")).isNotEqualTo(oldInode);
        assertNothingIsLeftBehind();
    }

    @Test
    void modeAndOwnerAreThoseOfTheSection() throws Exception {
        CertificateInstaller.install(plan("mode = 0640", "owner = 4711:4712"), chain());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(leaf())))
                .isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(leaf(), "unix:uid")).isEqualTo(4711);
        assertThat(Files.getAttribute(leaf(), "unix:gid")).isEqualTo(4712);
    }

    @Test
    void defaultModeIsReadableByAllWithinTheUmask() throws Exception {
        CertificateInstaller.install(plan(), chain());
        Path plain = Files.createFile(directory.resolve("plain"));

        // The umask of this process shows in any new file; we never add what it takes away.
        assertThat(Files.getPosixFilePermissions(plain))
                .containsAll(Files.getPosixFilePermissions(leaf()));
    }

    @Test
    void linkIsReplacedAndNotFollowed() throws Exception {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "mine");
        Files.createSymbolicLink(leaf(), elsewhere);

        CertificateInstaller.install(plan(), chain());

        assertThat(Files.isSymbolicLink(leaf())).isFalse();
        assertThat(elsewhere).hasContent("mine");
        assertNothingIsLeftBehind();
    }

    @Test
    void whenTheSecondFileFailsTheFirstIsAsItWas() throws Exception {
        Files.writeString(leaf(), "old");
        InstallPlan plan = plan(chainLine());
        Files.createDirectories(chainFile().resolve("in the way"));

        assertThatThrownBy(() -> CertificateInstaller.install(plan, chain()))
                .isInstanceOf(InstallException.class)
                .hasMessageContainingAll(
                        "can't install " + chainFile(), "; the old files are untouched");

        assertThat(leaf()).hasContent("old");
        assertNothingIsLeftBehind();
    }

    @Test
    void whenTheSecondFileFailsAFirstThatIsNewIsTakenAway() throws Exception {
        InstallPlan plan = plan(chainLine());
        Files.createDirectories(chainFile().resolve("in the way"));

        assertThatThrownBy(() -> CertificateInstaller.install(plan, chain()))
                .isInstanceOf(InstallException.class);

        assertThat(leaf()).doesNotExist();
        assertNothingIsLeftBehind();
    }

    @Test
    void checkLeavesNothingBehind() throws Exception {
        plan(chainLine(), "owner = 4711");

        assertThat(leaf()).doesNotExist();
        assertNothingIsLeftBehind();
    }

    private void assertPlanError(String line, int number, String key, String message) {
        assertThatThrownBy(() -> plan(line))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        String.format(
                                Locale.ROOT,
                                "%s:%d: [s] %s: %s",
                                fixture.file(),
                                number,
                                key,
                                message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner = nobody-of-that-name | owner | there is no user \"nobody-of-that-name\" on"
                        + " this machine; create it, or mend the name",
                "chown = root:no-such-group | chown | there is no group \"no-such-group\" on this"
                        + " machine; create it, or mend the name",
                "certificate-chain = /nonexistent/sub/c.pem | certificate-chain | there is no"
                        + " directory /nonexistent/sub; create it: mkdir -p /nonexistent/sub",
                "certificate-chain = /dev/null | certificate-chain | /dev/null is not a regular"
                        + " file; name one, or a new one",
                "certificate-chain = /tmp | certificate-chain | /tmp is not a regular file; name"
                        + " one, or a new one",
            })
    void mistakeIsNamedBeforeAnOrder(String line, String key, String message) {
        assertPlanError(line, 5, key, message);
    }

    @Test
    void directoryThatCanNotBeWrittenToIsNamed() {
        // Not even root may write here.
        assertThatThrownBy(() -> plan("certificate-chain = /proc/sys/c.pem"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(fixture.file() + ":5: [s] certificate-chain: ")
                .hasMessageContaining("/proc/sys");
    }

    @Test
    void oneFileForTwoPurposesIsRefused() {
        assertPlanError(
                "certificate-chain = " + leaf(),
                3,
                "certificate",
                leaf() + " is set for two purposes; give each a file of its own");
        assertPlanError(
                "certificate-chain = " + fixture.key(),
                5,
                "certificate-chain",
                fixture.key() + " is set for two purposes; give each a file of its own");
    }

    @Test
    void keyBehindALinkIsNotOverwrittenEither() throws Exception {
        Files.createSymbolicLink(leaf(), fixture.key());

        assertPlanError(
                "hash = sha256",
                3,
                "certificate",
                leaf() + " is set for two purposes; give each a file of its own");
        assertThat(Files.exists(leaf(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
