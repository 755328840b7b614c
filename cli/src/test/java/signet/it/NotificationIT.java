package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.TestProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of {@code notify}, in a run as whoever starts it may start it. */
class NotificationIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final List<String> OF_THE_CALLER =
            List.of(
                    "LD_BIND_NOW=1",
                    "SHELLOPTS=xtrace",
                    "PS4=$(touch /tmp/evil)",
                    "ENV=/tmp/evil",
                    "BASH_ENV=/tmp/evil",
                    "SSLKEYLOGFILE=/tmp/evil",
                    "PYTHONPATH=/tmp",
                    "HOME=/tmp",
                    "IFS=x");

    @Test
    void theCommandGetsACleanEnvironmentAndItsBackgroundIsNotWaitedFor() throws Exception {
        try (Site site = CA.site()) {
            site.startAccountd();
            site.register();
            Path variables = site.directory().resolve("variables");
            Path pid = site.directory().resolve("pid");
            site.sections(
                    site.section("notify.example")
                            + "notify = env > "
                            + variables
                            + ";sleep 600 & echo $! > "
                            + pid
                            + ";echo started\n");
            List<String> command = new ArrayList<>(List.of("env"));
            command.addAll(OF_THE_CALLER);
            command.add(site.distribution().signet());
            command.add("--config=" + site.directory().resolve("signet.conf"));
            command.add("newOrder");

            TestProcess run = site.start("signet", command);
            int status;
            try {
                status = run.awaitExit(Site.LONG);
            } finally {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .orElseThrow(() -> new AssertionError("the background has ended"))
                        .destroyForcibly();
            }
            assertThat(status).as(run.text()).isZero();
            assertThat(run.text()).contains("started");
            assertThat(
                            Files.readAllLines(variables).stream()
                                    .map(line -> line.substring(0, line.indexOf('=')))
                                    // Those that the shell itself sets.
                                    .filter(name -> !List.of("PWD", "OLDPWD", "_").contains(name)))
                    .isSubsetOf(
                            "PATH",
                            "HOME",
                            "SHELL",
                            "USER",
                            "LOGNAME",
                            "LANG",
                            "LANGUAGE",
                            "LC_ALL",
                            "LC_CTYPE",
                            "TERM",
                            "TZ",
                            "SIGNET_SECTION",
                            "SIGNET_CERTIFICATE",
                            "SIGNET_CERTIFICATE_CHAIN")
                    .contains("PATH", "SIGNET_CERTIFICATE");
            assertThat(variables).content().contains("HOME=/root\n");
        }
    }
}
