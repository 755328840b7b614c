package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A host whose firewall is Debian's ufw, with its own rules; its files are copies. */
class UfwIT {

    @RegisterExtension static final Ca CA = new Ca();

    private FirewalledHost host;
    private final Map<String, Path> files = new LinkedHashMap<>();

    @BeforeEach
    void enable() throws IOException {
        host = FirewalledHost.create(CA);
        Path directory = host.site().directory();
        for (String path : new String[] {"/etc/ufw", "/etc/default/ufw"}) {
            Path copy = directory.resolve(path.replace('/', '-').substring(1));
            host.site().run("cp", "-r", path, copy.toString());
            files.put(path, copy);
        }
        files.put("/run", Files.createDirectory(directory.resolve("ufw-run")));
        // The kernel's settings and modules are the machine's.
        Path defaults = directory.resolve("etc-default-ufw");
        Files.writeString(
                defaults,
                Files.readString(defaults).replaceAll("(?m)^(IPT_SYSCTL|IPT_MODULES)=.*", "$1="));
        ufw("allow", "22/tcp");
        ufw("--force", "enable");
    }

    @AfterEach
    void end() throws Exception {
        host.endRuns();
        host.close();
    }

    private String ufw(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "ufw";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return host.network().inside(new Mounts(files).around(command));
    }

    @Test
    void theCaValidatesFromOutsideDuringTheRunOnly() throws IOException {
        String before = host.network().rules();
        assertThat(before).contains("-P INPUT DROP", "ufw6-user-input");
        host.listen("0.0.0.0:" + host.port(), "firewall = no");
        assertThat(host.newOrder().output()).contains("connection: Get");
        host.listen("0.0.0.0:%1$d [::]:%1$d".formatted(host.port()), "");

        Site.Finished run = host.newOrder();

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("Opened the firewall: ufw, ").doesNotContain("Warning");
        assertThat(host.network().rules()).isEqualTo(before);
    }

    @Test
    void whatTheAdministratorChangesMeanwhileStaysAndBothFamiliesAreOpen() throws Exception {
        TestProcess run = host.startHeld();
        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isTrue();
        assertThat(host.network().reachable(Namespaces.IPV6, host.port())).isTrue();

        ufw("allow", "8443/tcp");
        ufw("reload");
        run.signal("TERM");

        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(run.text()).doesNotContain("Warning");
        assertThat(host.network().rules()).doesNotContain("signet:");
        assertThat(ufw("status")).contains("8443/tcp (v6)", "22/tcp");
        String left = host.network().rules();
        ufw("disable");
        ufw("--force", "enable");
        assertThat(host.network().rules()).isEqualTo(left);
    }
}
