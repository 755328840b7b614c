package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.FreePort;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sockets that a service manager makes and passes, with systemd's own tool for that. */
class SocketActivationIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static TestProcess activate(Site site, String names, String... listen)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("systemd-socket-activate"));
        command.add("--fdname=" + names);
        command.add("--setenv=SIGNET_JAVA=" + System.getProperty("java.home"));
        for (String address : listen) {
            command.add("--listen=" + address);
        }
        command.add(CA.distribution().accountd());
        command.add("--inherited-socket");
        command.add("--privkey=file:" + site.accountKey());
        return site.start("activated", command);
    }

    @Test
    void twoNamedSocketsAreServedAndToldApart() throws Exception {
        try (Site site = CA.site()) {
            Path other = site.directory().resolve("run/other");
            TestProcess accountd =
                    activate(site, "first:other", site.socket().toString(), other.toString());
            accountd.await("the sockets", Site.LONG, () -> Files.exists(other));
            // systemd-socket-activate makes them with the mode that its umask leaves.
            site.run("chmod", "600", site.socket().toString(), other.toString());
            site.run("chmod", "666", other.toString());
            site.run("chmod", "755", site.directory().resolve("run").toString());

            site.register();
            site.sections(site.section("activated.example"));
            Site.Finished run = site.signet("newOrder");
            assertThat(run.status()).as(run.output()).isZero();
            assertThat(accountd.text())
                    .contains("Accepted new connection from user root via first")
                    .doesNotContain("via other\n");

            Site.Finished greeting =
                    site.run(
                            "setpriv",
                            "--reuid=_signet-client",
                            "--clear-groups",
                            "socat",
                            "-u",
                            "-T",
                            "1",
                            "UNIX-CONNECT:" + other,
                            "-");
            assertThat(greeting.output()).startsWith("1 OK {");
            accountd.awaitText(
                    "Accepted new connection from user _signet-client via other", Site.LONG);

            accountd.signal("TERM");
            assertThat(accountd.awaitExit(Site.LONG)).isZero();
        }
    }

    /** Nobody on the network may ask for signatures, whatever a unit says. */
    @Test
    void aSocketOfTheNetworkIsRefused() throws Exception {
        try (Site site = CA.site()) {
            int port = FreePort.find();
            TestProcess accountd = activate(site, "web", "127.0.0.1:" + port);
            accountd.awaitText("Listening on", Site.LONG);
            site.run("socat", "-u", "TCP:127.0.0.1:" + port, "-");
            assertThat(accountd.awaitExit(Site.LONG)).isEqualTo(255);
            assertThat(accountd.text())
                    .contains(
                            "the passed socket \"web\" (descriptor 3) is no listening UNIX-domain"
                                    + " stream socket");
        }
    }
}
