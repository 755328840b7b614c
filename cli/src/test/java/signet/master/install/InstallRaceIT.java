package signet.master.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.config.ConfigException;
import signet.files.Staging;
import signet.master.certificate.SectionFixture;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The user who owns a certificate's folder puts something else in the place of what root has just
 * made there, as soon as the kernel tells of it. The tests run as root, the attacker as nobody.
 */
class InstallRaceIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int RUNS = Integer.getInteger("signet.races", 12);
    private static final int NOBODY = 65534;

    @TempDir private Path directory;
    private Path theirs = Path.of("/");

    @BeforeEach
    void prepare() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        theirs = Files.createDirectory(directory.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", NOBODY);
    }

    private static Path rootsFile(Path file) throws IOException {
        Files.writeString(file, "precious");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void assertRootsAlone(Path file) throws IOException {
        assertThat(file).hasContent("precious");
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private TestProcess attack(String... arguments) throws Exception {
        Path program = directory.resolve("exchange");
        Path source = Path.of("src/test/resources/attack/exchange.c");
        try (TestProcess gcc =
                TestProcess.start(
                        directory.resolve("gcc.log"),
                        List.of("gcc", "-O1", "-o", program.toString(), source.toString()))) {
            assertThat(gcc.awaitExit(LONG)).as(gcc.text()).isZero();
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=nobody",
                                "--clear-groups",
                                "--regid=nogroup",
                                program.toString(),
                                theirs.toString()));
        command.addAll(List.of(arguments));
        TestProcess attacker = TestProcess.start(directory.resolve("attack.log"), command);
        attacker.awaitText("watching", LONG);
        return attacker;
    }

    private void install(TestProcess attacker) throws Exception {
        new SectionFixture(directory).makeKey();
        for (int i = 0; i < RUNS; i++) {
            try (TestProcess run =
                    TestProcess.start(
                            directory.resolve("install.log"),
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    InstallOnce.class.getName(),
                                    directory.toString(),
                                    "certificate-chain = " + theirs.resolve("a.pem"),
                                    "owner = nobody"))) {
                assertThat(run.awaitExit(LONG)).as(run.text()).isZero();
            }
            // Until somebody removes what they put in the way.
            Path inner = theirs.resolve(Staging.NAME);
            if (Files.exists(inner, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(inner);
            }
        }
        attacker.signal("TERM");
        assertThat(attacker.awaitExit(LONG)).isZero();
        int attempts = Integer.parseInt(attacker.text().replaceAll("(?s).*attempts ", "").strip());
        assertThat(attempts).as("attempts").isGreaterThanOrEqualTo(RUNS / 2);
    }

    @Test
    void aLinkInThePlaceOfANewFileChangesNoOther() throws Exception {
        Path secret = rootsFile(directory.resolve("secret"));
        try (TestProcess attacker = attack(secret.toString())) {
            install(attacker);
        }
        assertRootsAlone(secret);
    }

    @Test
    void aFileOfRootInThePlaceOfANewOneIsNotGivenAway() throws Exception {
        Set<Object> precious = new HashSet<>();
        for (int i = 0; i < RUNS; i++) {
            Path file = rootsFile(theirs.resolve("precious" + i));
            precious.add(Files.getAttribute(file, "unix:ino"));
        }
        try (TestProcess attacker = attack()) {
            install(attacker);
        }
        try (Stream<Path> files = Files.walk(theirs)) {
            for (Path file : files.toList()) {
                if (precious.contains(Files.getAttribute(file, "unix:ino"))) {
                    assertRootsAlone(file);
                }
            }
        }
    }

    /** The folder itself may be a link: nobody owns what it is in. */
    @Test
    void aLinkInThePlaceOfTheFolderIsNotFollowed() throws Exception {
        Path roots = Files.createDirectory(directory.resolve("etc-nginx"));
        Path other = rootsFile(roots.resolve("a.pem"));
        Path link = Files.createSymbolicLink(theirs.resolve("tls"), roots);
        SectionFixture fixture = new SectionFixture(directory);
        fixture.makeKey();
        assertThatThrownBy(
                        () ->
                                InstallPlan.check(
                                        fixture.section(
                                                "certificate-chain = " + link.resolve("a.pem"),
                                                "owner = nobody")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("] certificate-chain: " + link + ": is a symbolic link which")
                .hasMessageContaining("name the place itself that it leads to");
        assertRootsAlone(other);
    }

    @Test
    void aFolderOfAnotherThanTheConfiguredOwnerIsRefusedAndTheMendNamed() throws Exception {
        SectionFixture fixture = new SectionFixture(directory);
        fixture.makeKey();
        assertThatThrownBy(
                        () ->
                                InstallPlan.check(
                                        fixture.section(
                                                "certificate-chain = " + theirs.resolve("a.pem"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "] certificate-chain: "
                                + theirs
                                + ": belongs to user nobody, who could have root replace files that"
                                + " are not theirs by it; mend it with: chown root "
                                + theirs
                                + "; where the certificate is that user's, set \"owner\" in this"
                                + " section instead");
        assertThat(theirs).isEmptyDirectory();
    }
}
