package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Somebody has put a symbolic link wherever root writes, or deletes: none is followed. */
class SymlinkIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final String PRECIOUS = "precious\n";

    private Site site;
    private Path victim;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        site.startAccountd();
        site.register();
        site.sections(site.section("link.example"));
        victim = Files.writeString(site.directory().resolve("victim"), PRECIOUS);
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void nothingWasFollowed() throws IOException {
        assertThat(victim).hasContent(PRECIOUS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)))
                .isEqualTo("rw-------");
        site.close();
    }

    @Test
    void challengeDirectoryThatIsALinkIsRefused() throws IOException {
        Path elsewhere = challenges("elsewhere");
        Path link = Files.createSymbolicLink(site.directory().resolve("challenges"), elsewhere);
        site.configure("", "challenge-directory = " + link);
        assertRefused("is a symbolic link; name the directory itself");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void lockFileOfTheChallengeDirectoryThatIsALinkIsRefused() throws IOException {
        Path directory = challenges("challenges");
        link(directory.resolve(".lacme.lock"));
        site.configure("", "challenge-directory = " + directory);
        assertRefused("somebody else put it there; remove it");
    }

    @Test
    void linksAmongTheChallengesAreNeitherFollowedNorRemoved() throws IOException {
        Path directory = challenges("challenges");
        // What a killed run seems to have left, made by whoever may write there.
        Files.writeString(directory.resolve(".lacme.lock"), "4000000\n");
        link(directory.resolve("token"));
        site.configure("", "challenge-directory = " + directory);
        assertRefused("refusing to use non-empty challenge-directory");
        assertThat(directory.resolve("token")).isSymbolicLink();
    }

    @Test
    void socketThatIsALinkIsLeftAlone() throws IOException {
        Path socket = site.directory().resolve("www.socket");
        link(socket);
        site.configure("", "listen = " + socket);
        assertRefused("it exists and is in use");
        assertThat(socket).isSymbolicLink();
    }

    @Test
    void socketInADirectoryWhereOthersCouldPutALinkIsRefused() throws IOException {
        Path open = Files.createDirectory(site.directory().resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        site.configure("", "listen = " + open.resolve("www.socket"));
        assertRefused(open + ": its group or others can write to it");

        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        site.run("chown", "_signet-www", open.toString());
        assertRefused(open + ": belongs to user _signet-www");
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void runLockThatIsALinkIsRefused() throws IOException {
        Path lock = site.directory().resolve("run/lock");
        Files.deleteIfExists(lock);
        link(lock);
        assertRefused("can't open the lock file");
    }

    @Test
    void certificateTargetsThatAreLinksAreReplaced() throws IOException {
        link(site.directory().resolve("link.example.pem"));
        Path dangling = site.directory().resolve("nowhere");
        Files.createSymbolicLink(site.directory().resolve("link.example.chain.pem"), dangling);
        Site.Finished run = site.signet("newOrder", "--force");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(site.directory().resolve("link.example.pem"))
                .isRegularFile()
                .content()
                .contains("BEGIN CERTIFICATE");
        assertThat(Files.isSymbolicLink(site.directory().resolve("link.example.pem"))).isFalse();
        assertThat(Files.isSymbolicLink(site.directory().resolve("link.example.chain.pem")))
                .isFalse();
        assertThat(dangling).doesNotExist();
    }

    @Test
    void rescueFolderThatIsALinkIsNotWrittenTo() throws IOException {
        Lacme host = Lacme.on(site);
        Path cache = Files.createDirectory(site.directory().resolve("var-cache/signet"));
        Path elsewhere = Files.createDirectory(site.directory().resolve("elsewhere"));
        Path kept = Files.writeString(elsewhere.resolve("link.example.pem"), PRECIOUS);
        Files.createSymbolicLink(cache.resolve("rescue"), elsewhere);
        site.sections(
                site.section("link.example")
                        .replaceAll("CAfile = .*", "CAfile = " + CA.pebble().caFile()));

        Site.Finished run =
                host.run(
                        CA.distribution().signet(),
                        "--config=" + site.directory().resolve("signet.conf"),
                        "newOrder");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("it could not be kept either", "is a symbolic link");
        assertThat(kept).hasContent(PRECIOUS);
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertThat(files).containsExactly(kept);
        }
    }

    private void link(Path place) throws IOException {
        Files.createSymbolicLink(place, victim);
    }

    private Path challenges(String name) throws IOException {
        Path directory = Files.createDirectory(site.directory().resolve(name));
        site.run("chown", "_signet-client", directory.toString());
        return directory;
    }

    private void assertRefused(String reason) throws IOException {
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains(reason);
    }
}
