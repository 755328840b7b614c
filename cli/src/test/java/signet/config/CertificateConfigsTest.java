package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.config.ConfigFixture.ROOT;
import static signet.config.ConfigFixture.assertError;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

class CertificateConfigsTest {

    @TempDir private Path directory;
    private ConfigFixture fixture = new ConfigFixture(Path.of("/"));

    @BeforeEach
    void openFixture() {
        fixture = new ConfigFixture(directory);
    }

    private static String[] section(String name, String... more) {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "[" + name + "]",
                                "certificate-key = /k",
                                "certificate = /" + name,
                                "subject = /CN=a.example"));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    private CertificateConfigs load(String... items) throws Exception {
        return CertificateConfigs.load(
                List.of(items).stream().map(directory::resolve).toList(), ROOT);
    }

    private CertificateConfig one(String... lines) throws Exception {
        fixture.write("c.conf", section("s", lines));
        return load("c.conf").find("s").orElseThrow();
    }

    @Test
    void minimalSectionHasTheDefaults() throws Exception {
        CertificateConfig config = one();

        assertThat(config.name()).isEqualTo("s");
        assertThat(config.certificate()).contains(Path.of("/s"));
        assertThat(config.certificateChain()).isEmpty();
        assertThat(config.installed()).isEqualTo(Path.of("/s"));
        assertThat(config.certificateKey()).isEqualTo(Path.of("/k"));
        assertThat(config.minDays()).isEmpty();
        assertThat(config.caFile()).contains(Path.of("/etc/ssl/certs/ca-certificates.crt"));
        assertThat(config.mode()).isEmpty();
        assertThat(config.owner()).isEmpty();
        assertThat(config.notifyCommand()).isEmpty();
    }

    @Test
    void everyKeyIsRead() throws Exception {
        CertificateConfig config =
                one(
                        "certificate-chain = /chain",
                        "min-days = -1",
                        "CAfile =",
                        "hash = sha384",
                        "keyUsage = digitalSignature, keyEncipherment",
                        "subjectAltName = DNS:b.example",
                        "tlsfeature = status_request",
                        "chown = root:ssl-cert",
                        "chmod = 640",
                        "notify = a; b");

        assertThat(config.installed()).isEqualTo(Path.of("/chain"));
        assertThat(config.minDays()).hasValue(-1);
        assertThat(config.caFile()).isEmpty();
        assertThat(config.hash()).contains("sha384");
        assertThat(config.keyUsage()).contains("digitalSignature, keyEncipherment");
        assertThat(config.subject()).isEqualTo("/CN=a.example");
        assertThat(config.subjectAltName()).contains("DNS:b.example");
        assertThat(config.tlsFeature()).contains("status_request");
        assertThat(config.owner())
                .contains(new Owner(Optional.of("root"), Optional.of("ssl-cert")));
        assertThat(config.mode()).isEqualTo(OptionalInt.of(0640));
        assertThat(config.notifyCommand()).contains("a; b");
    }

    @Test
    void emptyValueOfASectionUndoesTheDefault() throws Exception {
        fixture.write("c.conf", "notify = reload", "mode = 0600");
        fixture.write("d.conf", section("s", "notify =", "chmod ="));

        CertificateConfig config = load("c.conf", "d.conf").find("s").orElseThrow();

        assertThat(config.notifyCommand()).isEmpty();
        assertThat(config.mode()).isEmpty();
    }

    @Test
    void defaultsAddUpAcrossFilesAndReachNoEarlierSection() throws Exception {
        fixture.write("1.conf", section("first"));
        fixture.write("2.conf", "min-days = 5");
        fixture.write("3.conf", "hash = sha512");
        fixture.write("4.conf", section("last"));

        CertificateConfigs configs = load("1.conf", "2.conf", "3.conf", "4.conf");

        assertThat(configs.find("first").orElseThrow().minDays()).isEmpty();
        assertThat(configs.find("last").orElseThrow().minDays()).hasValue(5);
        assertThat(configs.find("last").orElseThrow().hash()).contains("sha512");
    }

    @Test
    void laterSectionReplacesAnEarlierOneWholly() throws Exception {
        fixture.write("1.conf", section("s", "min-days = 5"));
        fixture.write("2.conf", section("s"));

        assertThat(load("1.conf", "2.conf").find("s").orElseThrow().minDays()).isEmpty();
    }

    @Test
    void directoryStandsForItsConfFilesInByteOrder() throws Exception {
        fixture.write("d/b.conf", section("s", "min-days = 2"));
        fixture.write("d/Z.conf", section("s", "min-days = 1"));
        fixture.write("d/x.conf~", "nonsense");

        CertificateConfigs configs = load("d");

        assertThat(configs.find("s").orElseThrow().minDays()).hasValue(2);
        assertThat(configs.warnings())
                .containsExactly(
                        directory.resolve("d/x.conf~")
                                + ": skipped, as its name does not end in .conf");
    }

    @Test
    void missingFileIsFatal() {
        assertError(
                () -> load("none.conf"),
                directory.resolve("none.conf")
                        + ": no such file; create it, or name the right one");
    }

    @Test
    void cutNotifyIsNeverSilent() throws Exception {
        fixture.write("c.conf", section("s", "notify = a ; b"));

        CertificateConfigs configs = load("c.conf");

        assertThat(configs.find("s").orElseThrow().notifyCommand()).contains("a");
        assertThat(configs.warnings())
                .containsExactly(
                        directory.resolve("c.conf")
                                + ":5: [s] notify: \"; b\" is a comment and not run; write \"a;"
                                + " b\" for two commands, or put the comment on a line of its own");
    }

    @Test
    void unknownDefaultKeyIsAWarningAsLacmeIgnoresIt() throws Exception {
        fixture.write("c.conf", "mindays = 3");

        assertThat(load("c.conf").warnings())
                .containsExactly(
                        directory.resolve("c.conf")
                                + ":1: mindays: unknown key, ignored; did you mean \"min-days\"?");
    }

    @Test
    void brokenSectionDoesNotHarmAnother() throws Exception {
        fixture.write("1.conf", section("bad", "mode = rw"));
        fixture.write("2.conf", section("good"));

        CertificateConfigs configs = load("1.conf", "2.conf");

        assertThat(configs.sections()).containsOnlyKeys("good");
        assertThat(configs.broken()).containsOnlyKeys("bad");
    }

    @Test
    void mistakeInADefaultSectionNamesBothPlaces() throws Exception {
        fixture.write("c.conf", "mode = rw");
        fixture.write("d.conf", section("s"));

        assertThat(load("c.conf", "d.conf").broken().get("s"))
                .hasMessageStartingWith(directory.resolve("c.conf") + ":1: [s] mode: \"rw\" is no");
    }

    @Test
    void requiredKeysAreAskedFor() throws Exception {
        fixture.write(
                "c.conf",
                "[a]",
                "[b]",
                "certificate=/c",
                "[c]",
                "certificate=/c",
                "certificate-key=/k");
        Path file = directory.resolve("c.conf");

        CertificateConfigs configs = load("c.conf");

        assertThat(configs.broken().get("a"))
                .hasMessage(
                        file
                                + ":1: [a] certificate: neither certificate nor certificate-chain"
                                + " is set; say where the certificate is to go");
        assertThat(configs.broken().get("b"))
                .hasMessage(
                        file
                                + ":2: [b] certificate-key: is required but not set; set it to the"
                                + " server's key file");
        assertThat(configs.broken().get("c"))
                .hasMessage(
                        file
                                + ":4: [c] subject: is required but not set; set it to for example"
                                + " /CN=www.example.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min-days = soon | \"soon\" is not a whole number from -36500 to 36500",
                "mode = rw | \"rw\" is no octal mode from 0 to 0777; write for example 0644",
                "mode = 0999 | \"0999\" is no octal mode from 0 to 0777; write for example 0644",
                "chmod = 4755 | \"4755\" is no octal mode from 0 to 0777; write for example 0644",
                "owner = a b | \"a b\" is no owner; write user, user:group or :group",
                "chown = a:b:c | \"a:b:c\" is no owner; write user, user:group or :group",
                "owner = a: | \"a:\" is no owner; write user, user:group or :group",
                "subjectAltNames = DNS:a | unknown key; did you mean \"subjectAltName\"?",
            })
    void mistakeIsNamedWithFileLineSectionKeyAndMend(String line, String message) throws Exception {
        fixture.write("c.conf", section("s", line));
        String key = line.substring(0, line.indexOf(' '));

        assertThat(load("c.conf").broken().get("s"))
                .hasMessage(directory.resolve("c.conf") + ":5: [s] " + key + ": " + message);
    }

    @Test
    void twoNamesOfOneKeyMustAgree() throws Exception {
        fixture.write("c.conf", section("s", "mode = 0644", "chmod = 0600"));

        assertThat(load("c.conf").broken().get("s"))
                .hasMessage(
                        String.format(
                                        Locale.ROOT,
                                        "%1$s:6: [s] chmod: differs from mode, which means the same"
                                                + " (%1$s:5: [s]",
                                        directory.resolve("c.conf"))
                                + " mode); remove one of them");
    }

    @Test
    void twoSectionsWithOneTargetAreBothRefusedAndNoOther() throws Exception {
        fixture.write("1.conf", section("a"));
        Path file =
                fixture.write(
                        "2.conf",
                        String.join("\n", section("b", "certificate-chain = /x/../a")),
                        String.join("\n", section("c")));

        CertificateConfigs configs = load("1.conf", "2.conf");

        assertThat(configs.sections()).containsOnlyKeys("c");
        assertThat(configs.broken().get("a"))
                .hasMessage(
                        directory.resolve("1.conf")
                                + ":3: [a] certificate: /a is used by another section too ("
                                + file
                                + ":5: [b] certificate-chain); give each section files of its own");
        assertThat(configs.broken().get("b"))
                .hasMessage(
                        file
                                + ":5: [b] certificate-chain: /a is used by another section too ("
                                + directory.resolve("1.conf")
                                + ":3: [a] certificate); give each section files of its own");
    }

    @Test
    void targetThatIsTheKeyOfAnotherSectionIsRefused() throws Exception {
        fixture.write("c.conf", String.join("\n", section("a")), String.join("\n", section("k")));

        assertThat(load("c.conf").broken()).containsOnlyKeys("a", "k");
    }

    @Test
    void directoryWithTwoNamesIsOne() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        fixture.write(
                "c.conf",
                String.join("\n", section("a", "certificate-chain = " + real.resolve("x"))),
                String.join("\n", section("b", "certificate-chain = " + link.resolve("x"))));

        assertThat(load("c.conf").broken()).containsOnlyKeys("a", "b");
    }

    @Test
    void sectionThatReplacesOneOfItsNameIsInNobodysWay() throws Exception {
        fixture.write("1.conf", section("s"));
        fixture.write("2.conf", section("s"));

        assertThat(load("1.conf", "2.conf").broken()).isEmpty();
    }
}
