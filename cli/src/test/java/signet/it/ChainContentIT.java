package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.control.ClientReport;
import signet.master.certificate.IssuedChain;
import signet.testing.FreePort;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A client that was taken over passes on what was issued, and more with it. */
class ChainContentIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final String NAME = "content.example";
    private static final int COPIES = 8;

    private Site site;
    private PrivateCa ca;

    @BeforeEach
    void prepare() throws Exception {
        site = CA.site();
        site.startAccountd();
        ca = new PrivateCa(site);
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    /** A root of somebody else, expired, with 15 kB of names. */
    private String foreignRoot() throws IOException {
        StringBuilder names = new StringBuilder("subjectAltName=DNS:a");
        for (int i = 0; i < 500; i++) {
            names.append(",DNS:").append("x".repeat(20)).append(i).append(".example");
        }
        Path file = site.directory().resolve("foreign.pem");
        Site.Finished made =
                site.run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "1",
                        "-subj",
                        "/CN=attacker root",
                        "-addext",
                        names.toString(),
                        "-keyout",
                        site.directory().resolve("foreign.key").toString(),
                        "-out",
                        file.toString());
        assertThat(made.status()).as(made.output()).isZero();
        return Files.readString(file);
    }

    private void assertInstalledAlone(String section) throws Exception {
        site.sections(section);
        IssuedChain issued = ca.issue(NAME, Instant.now(), Duration.ofDays(90));
        Site.Finished run =
                Lie.afterTheTasks()
                        .say(
                                new ClientReport.Issued(
                                        NAME, PrivateCa.pem(issued) + foreignRoot().repeat(COPIES)))
                        .done()
                        .signet(site, "newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(Files.readString(site.directory().resolve(NAME + ".chain.pem")))
                .isEqualTo(PrivateCa.pem(issued));
    }

    @Test
    void thePathToTheRootIsInstalledAndNothingElse() throws Exception {
        assertInstalledAlone(ca.section(NAME));
        assertHandshake();
    }

    @Test
    void withoutRootsOnlyWhatHasIssuedTheLeafIsInstalled() throws Exception {
        assertInstalledAlone(ca.section(NAME).replaceAll("CAfile = .*", "CAfile ="));
    }

    private void assertHandshake() throws IOException {
        int port = FreePort.find();
        TestProcess server =
                site.start(
                        "server",
                        List.of(
                                "openssl",
                                "s_server",
                                "-naccept",
                                "1",
                                "-accept",
                                "127.0.0.1:" + port,
                                "-key",
                                site.directory().resolve(NAME + ".key").toString(),
                                "-cert",
                                site.directory().resolve(NAME + ".pem").toString(),
                                "-cert_chain",
                                site.directory().resolve(NAME + ".chain.pem").toString()));
        server.awaitText("ACCEPT", Site.LONG);
        Site.Finished client =
                site.run(
                        "sh",
                        "-c",
                        "openssl s_client -connect 127.0.0.1:"
                                + port
                                + " -CAfile "
                                + ca.root()
                                + " -verify_return_error </dev/null");
        assertThat(client.output()).contains("Verify return code: 0 (ok)");
    }
}
