package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.control.ClientReport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A client that was taken over says so much that it would fill the master's memory. */
class MemoryFloodIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final int MANY = 600_000;

    /** As long as a token may be. */
    private static final String ANNOUNCE =
            new ClientReport.Announce("t".repeat(240) + "#").encode();

    private Site site;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        site.startAccountd();
        site.sections(
                site.section("flood.example")
                        + "subjectAltName = DNS:flood.example, DNS:www.flood.example\n");
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    private static Lie flood() {
        return Lie.afterTheTasks().ignoreAnswers().flood(MANY, ANNOUNCE).done();
    }

    private static void assertStopped(Site.Finished run) {
        assertThat(run.output())
                .contains("[flood.example]", "more tokens are announced than names are ordered")
                .doesNotContain("OutOfMemory", "\tat ");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void withAChallengeDirectoryTheRunEndsAndItsLockIsRemoved() throws IOException {
        Path directory = Files.createDirectory(site.directory().resolve("challenges"));
        site.run("chown", "_signet-client", directory.toString());
        assertStopped(flood().signetWithDirectory(site, directory));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withAWebserverTheRunEnds() throws IOException {
        assertStopped(flood().signet(site, "newOrder"));
    }

    @Test
    void asManyTokensAsNamesAreAnnouncedAndMoreWhereSomeWereWithdrawn() throws IOException {
        Lie lie = Lie.afterTheTasks();
        for (ClientReport report :
                List.of(
                        new ClientReport.Announce("one"),
                        new ClientReport.Announce("two"),
                        new ClientReport.Announce("two"),
                        new ClientReport.Withdraw("one"),
                        new ClientReport.Announce("three"))) {
            lie = lie.say(report).hear("tokenDone");
        }
        Lie more = lie.say(new ClientReport.Announce("four"));
        lie = lie.say(new ClientReport.Failed("flood.example", "as it was told"));
        assertThat(lie.done().signet(site, "newOrder").output())
                .isEqualTo("Error: [flood.example] as it was told\n");
        assertThat(more.done().signet(site, "newOrder").output())
                .contains("more tokens are announced than names are ordered");
    }

    /** Four MiB of text, of which each eight characters would become two objects. */
    @Test
    void aMessageOfManyValuesIsRefusedBeforeTheyFillTheMemory() throws IOException {
        String line = "{\"type\":\"done\",\"x\":[" + "{\"\":{}},".repeat(520_000) + "{}]}";
        Site.Finished run = Lie.afterTheTasks().flood(1, line).done().signet(site, "newOrder");
        assertThat(run.output())
                .contains(
                        "[flood.example] the client broke the protocol: not JSON: more than 65536"
                                + " values")
                .doesNotContain("OutOfMemory", "\tat ");
        assertThat(run.status()).isEqualTo(1);
    }
}
