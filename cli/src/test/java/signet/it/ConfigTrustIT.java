package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Root reads no configuration that somebody else could have written, as it runs commands of it. */
class ConfigTrustIT {

    @RegisterExtension static final Ca CA = new Ca();

    private Site site;
    private Path directory;
    private Path included;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        included = Files.createDirectory(site.directory().resolve("certs.d"));
        Files.writeString(included.resolve("a.conf"), "# nothing\n");
        String configuration = Files.readString(site.directory().resolve("signet.conf"));
        directory = Files.createDirectory(site.directory().resolve("etc"));
        site.write(
                "etc/signet.conf",
                configuration.replace(
                        "config-certs = signet-certs.conf",
                        "config-certs = signet-certs.conf " + included));
        site.write("etc/signet-certs.conf", "");
        assertThat(newOrder().status()).isZero();
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    private Site.Finished newOrder() throws IOException {
        return site.run(
                CA.distribution().signet(),
                "--config=" + directory.resolve("signet.conf"),
                "newOrder");
    }

    /** Breaks it, sees that it is noticed, and mends it as the message says. */
    private void assertNoticed(Path culprit, String reason, String... command) throws IOException {
        site.run(command);
        Site.Finished run = newOrder();
        assertThat(run.status()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).startsWith("Error: " + culprit + ": " + reason).hasLineCount(1);
        String mend = run.output().strip().replaceAll(".*; mend it with: ", "");
        site.run(mend.split(" "));
        Site.Finished mended = newOrder();
        assertThat(mended.status()).as(mended.output()).isZero();
    }

    @Test
    void filesThatOthersCanWriteAreRefused() throws IOException {
        for (String name :
                new String[] {"etc/signet.conf", "etc/signet-certs.conf", "certs.d/a.conf"}) {
            Path file = site.directory().resolve(name);
            for (String mode : new String[] {"g+w", "o+w"}) {
                assertNoticed(
                        file,
                        "its group or others can write to it",
                        "chmod",
                        mode,
                        file.toString());
            }
            assertNoticed(
                    file,
                    "belongs to user _signet-client, who could have root run any command",
                    "chown",
                    "_signet-client",
                    file.toString());
        }
    }

    @Test
    void directoriesThatOthersCanWriteAreRefused() throws IOException {
        for (Path folder : new Path[] {directory, included}) {
            assertNoticed(
                    folder,
                    "its group or others can write to it",
                    "chmod",
                    "o+w",
                    folder.toString());
            assertNoticed(
                    folder,
                    "belongs to user _signet-www",
                    "chown",
                    "_signet-www",
                    folder.toString());
        }
    }

    /** Its owner could put any other directory of root's in the place of the one that is meant. */
    @Test
    void aDirectoryFarAboveThatAnotherOwnsIsRefused() throws IOException {
        Path theirs = Files.createDirectory(site.directory().resolve("theirs"));
        Path deep = Files.createDirectories(theirs.resolve("a/b"));
        for (String name : new String[] {"signet.conf", "signet-certs.conf"}) {
            Files.copy(directory.resolve(name), deep.resolve(name));
        }
        directory = deep;
        assertThat(newOrder().status()).isZero();
        site.run("chown", "_signet-www", theirs.toString());
        Site.Finished run = newOrder();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .startsWith(
                        "Error: "
                                + theirs
                                + ": belongs to user _signet-www, who could have root run any"
                                + " command by it; have what is below it in a directory that is"
                                + " root's");
    }

    @Test
    void linkIsAsGoodAsWhatItPointsTo() throws IOException {
        Path elsewhere = Files.createDirectory(site.directory().resolve("elsewhere"));
        Path real = Files.move(directory.resolve("signet-certs.conf"), elsewhere.resolve("real"));
        Files.createSymbolicLink(directory.resolve("signet-certs.conf"), real);
        assertThat(newOrder().status()).isZero();
        assertNoticed(
                elsewhere, "its group or others can write", "chmod", "g+w", elsewhere.toString());
    }

    @Test
    void fileOfRootInADirectoryWithTheStickyBitWillDo() throws IOException {
        site.run("chmod", "1777", directory.toString());
        assertThat(newOrder().status()).isZero();
        site.run("chmod", "0777", directory.toString());
        assertThat(newOrder().status()).isEqualTo(1);
    }

    @Test
    void everyCommandChecks() throws IOException {
        site.run("chmod", "666", directory.resolve("signet.conf").toString());
        for (String command : new String[] {"account", "revokeCert"}) {
            Site.Finished run =
                    site.run(
                            CA.distribution().signet(),
                            "--config=" + directory.resolve("signet.conf"),
                            command,
                            command.equals("account") ? "mailto:a@example.org" : "/nonexistent");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.output()).contains("chmod go-w " + directory.resolve("signet.conf"));
        }
    }
}
