package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A host whose firewall is Debian's firewalld, on a bus of its own and with copies of its files.
 */
class FirewalldIT {

    @RegisterExtension static final Ca CA = new Ca();

    private FirewalledHost host;
    private Path bus;
    private final Map<String, Path> files = new LinkedHashMap<>();

    @BeforeEach
    void startFirewalld() throws IOException {
        host = FirewalledHost.create(CA);
        Path directory = host.site().directory();
        Path copy = directory.resolve("etc-firewalld");
        host.site().run("cp", "-r", "/etc/firewalld", copy.toString());
        files.put("/etc/firewalld", copy);
        files.put("/var/log", Files.createDirectory(directory.resolve("firewalld-log")));
        files.put("/run", Files.createDirectory(directory.resolve("firewalld-run")));
        bus = directory.resolve("bus");
        host.site()
                .write(
                        "bus.conf",
                        """
                        <busconfig>
                          <listen>unix:path=%s</listen>
                          <auth>EXTERNAL</auth>
                          <policy context="default">
                            <allow send_destination="*" eavesdrop="true"/>
                            <allow eavesdrop="true"/><allow own="*"/><allow user="*"/>
                          </policy>
                        </busconfig>
                        """
                                .formatted(bus));
        start("dbus-daemon", "--nofork", "--config-file=" + directory.resolve("bus.conf"));
        Eventually.await("the bus", Site.LONG, () -> Files.exists(bus));
        TestProcess firewalld = start("firewalld", "--nofork", "--nopid");
        firewalld.await(
                "firewalld",
                Site.LONG,
                () -> start("firewall-cmd", "--state").awaitExit(Site.LONG) == 0);
    }

    @AfterEach
    void end() throws Exception {
        host.endRuns();
        host.close();
    }

    private TestProcess start(String... command) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("env", "DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + bus));
        words.addAll(List.of(new Mounts(files).around(command)));
        return host.network().startInside(words.toArray(String[]::new));
    }

    private void firewallCmd(String option) throws IOException {
        TestProcess command = start("firewall-cmd", option);
        assertThat(command.awaitExit(Site.LONG)).as(command.text()).isZero();
    }

    @Test
    void theCaValidatesFromOutsideDuringTheRunOnly() throws IOException {
        String before = host.network().rules();
        assertThat(before).contains("table inet firewalld", "filter_IN_public");
        host.listen("0.0.0.0:" + host.port(), "firewall = no");
        assertThat(host.newOrder().output()).contains("connection: Get");
        host.listen("0.0.0.0:%1$d [::]:%1$d".formatted(host.port()), "");

        Site.Finished run = host.newOrder();

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("Opened the firewall: nft chain inet firewalld filter_INPUT")
                .doesNotContain("Warning");
        assertThat(host.network().rules()).isEqualTo(before);
    }

    @Test
    void whatTheAdministratorChangesMeanwhileStaysAndBothFamiliesAreOpen() throws Exception {
        TestProcess run = host.startHeld();
        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isTrue();
        assertThat(host.network().reachable(Namespaces.IPV6, host.port())).isTrue();

        firewallCmd("--add-port=8443/tcp");
        run.signal("TERM");

        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(run.text()).doesNotContain("Warning");
        assertThat(host.network().rules()).contains("dport 8443").doesNotContain("signet:");
    }

    @Test
    void aReloadTakesOurRuleAwayAndIsNoError() throws Exception {
        String before = host.network().rules();
        TestProcess run = host.startHeld();

        firewallCmd("--reload");
        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isFalse();
        run.signal("TERM");

        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(run.text()).doesNotContain("Warning");
        assertThat(host.network().rules()).isEqualTo(before);
    }
}
