package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.sandbox.UnitFilter;
import signet.testing.TestProcess;
import signet.testing.token.KeyType;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftKey;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The service of the unit file, under what its directives mean to the kernel. */
class ConfinedAccountdIT {

    private static final String USER = "_signet-accountd";
    private static final String PIN = "123456";

    @RegisterExtension static final Ca CA = new Ca();

    @Test
    void itSignsWithAKeyFile() throws Exception {
        try (Site site = CA.site()) {
            Path folder = folder(site);
            Path key = folder.resolve("account.key");
            Files.move(site.accountKey(), key);
            site.run("chown", USER, key.toString());
            Files.writeString(
                    folder.resolve("accountd.conf"), "privkey = file:/opt/etc/account.key\n");

            TestProcess accountd = start(site, folder, Map.of());
            issue(site);

            assertConfined(accountd.pid());
            assertThat(new ProcessView(accountd.pid()).runs("signet-accountd")).isTrue();
            assertThat(accountd.text()).contains("Accepted new connection from user root via root");
        }
    }

    /** With the PIN as LoadCredential= hands it over, and Java's helper as a further process. */
    @Test
    void itSignsWithATokenAndACredential() throws Exception {
        try (Site site = CA.site()) {
            Path folder = folder(site);
            SoftHsm hsm = SoftHsm.create(Files.createDirectory(folder.resolve("hsm")));
            hsm.token("acme", PIN)
                    .generate(SoftKey.of(KeyType.RSA_2048, "01", "a").withCertificate());
            // Its tokens are where the service finds them.
            Path configuration = Path.of(hsm.environment().get("SOFTHSM2_CONF"));
            Files.writeString(
                    configuration,
                    Files.readString(configuration).replace(folder.toString(), "/opt/etc"));
            Path credentials = Files.createDirectory(folder.resolve("credentials"));
            Files.writeString(credentials.resolve("pin"), PIN);
            Files.writeString(
                    folder.resolve("accountd.conf"),
                    "privkey = pkcs11:token=acme;id=%01?pin-source=credential:pin&module-path="
                            + hsm.modulePath()
                            + "\n");
            site.run("chown", "-R", USER, folder.toString());
            site.run("chmod", "-R", "go=", folder.toString());

            TestProcess accountd =
                    start(
                            site,
                            folder,
                            Map.of(
                                    "CREDENTIALS_DIRECTORY",
                                    "/opt/etc/credentials",
                                    "STATE_DIRECTORY",
                                    "/opt/etc/state",
                                    "SOFTHSM2_CONF",
                                    configuration
                                            .toString()
                                            .replace(folder.toString(), "/opt/etc")));
            issue(site);

            ProcessView helper = ProcessView.below(accountd.pid(), "signet-token").orElseThrow();
            assertConfined(helper.pid());
            assertThat(helper.descriptors().values())
                    .as("the listening socket is not the helper's")
                    .doesNotContain(new ProcessView(accountd.pid()).descriptors().get(3));
        }
    }

    /** Else the service's success would prove nothing. */
    @Test
    void whatTheUnitForbidsIsForbidden() throws Exception {
        try (Site site = CA.site()) {
            String attempts =
                    """
                    cat /etc/shadow; echo x >/etc/x; echo x >/opt/signet/x; echo x >/tmp/x && echo tmp
                    ls /proc/1 /root; ls /dev/kmsg /dev/mem; cat /proc/meminfo
                    cp /bin/true /tmp/true; chmod 700 /tmp/true; /tmp/true
                    unshare --user true; ip link; socat - TCP:127.0.0.1:1; setpriv --reuid=0 true
                    dmesg; chown 0 /tmp/x; echo end
                    """;
            TestProcess shell = confined(site, folder(site), Map.of(), "/bin/sh", "-c", attempts);
            assertThat(shell.awaitExit(Site.LONG)).as(shell.text()).isZero();
            assertThat(shell.text())
                    .contains(
                            "/etc/shadow: Permission denied",
                            "cannot create /etc/x: Read-only file system",
                            "cannot create /opt/signet/x: Read-only file system",
                            "cannot access '/proc/1'",
                            "cannot open directory '/root'",
                            "cannot access '/dev/kmsg'",
                            "/proc/meminfo: No such file",
                            "/tmp/true: Permission denied",
                            "unshare failed: Operation not permitted",
                            "Address family not supported by protocol",
                            "setpriv: activate capabilities: Operation not permitted",
                            "\ntmp\n",
                            "\nend\n");
        }
    }

    private static Path folder(Site site) throws IOException {
        Path folder = Files.createDirectory(site.directory().resolve("etc"));
        site.run("chown", USER, folder.toString());
        return folder;
    }

    private static void issue(Site site) throws IOException {
        site.register();
        site.sections(site.section("confined.example"));
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isZero();
    }

    private static void assertConfined(long pid) throws IOException {
        Map<String, String> status = new ProcessView(pid).status();
        assertThat(status)
                .containsEntry("Seccomp", "2")
                .containsEntry("NoNewPrivs", "1")
                .containsEntry("CapEff", "0000000000000000")
                .containsEntry("CapBnd", "0000000000000000");
        assertThat(Files.readString(Path.of("/proc/" + pid + "/limits")))
                .containsPattern("Max core file size +0 +0 ");
    }

    private static TestProcess start(Site site, Path folder, Map<String, String> environment)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh"));
        for (String line : Files.readAllLines(unit())) {
            if (line.startsWith("ExecStart=")) {
                command = new ArrayList<>(Arrays.asList(line.substring(10).split(" ")));
            }
        }
        command.replaceAll(
                word -> word.startsWith("--config=") ? "--config=/opt/etc/accountd.conf" : word);
        command.remove("--quiet");
        TestProcess accountd = confined(site, folder, environment, command.toArray(String[]::new));
        accountd.awaitText("Listening on the passed socket", Site.LONG);
        return accountd;
    }

    private static Path unit() {
        return CA.distribution().root().resolve("lib/systemd/system/signet-accountd.service");
    }

    private static TestProcess confined(
            Site site, Path folder, Map<String, String> environment, String... command)
            throws Exception {
        Path script = resource(site, "unit.pl");
        Path mounts = resource(site, "unit-mounts.sh");
        Path inner = folder.resolve("unit.pl");
        Files.copy(script, inner);
        Files.write(folder.resolve("filter"), UnitFilter.of(unit()));
        site.run("chmod", "go+r", inner.toString(), folder.resolve("filter").toString());
        site.run("chown", USER, inner.toString(), folder.resolve("filter").toString());
        List<String> all = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin:/usr/sbin"));
        all.add("SIGNET_JAVA=" + System.getProperty("java.home"));
        environment.forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(List.of("/usr/bin/perl", script.toString(), "listen"));
        all.add(site.socket().toString());
        all.addAll(List.of("/usr/bin/unshare", "--mount", "--net", "--ipc", "/bin/sh"));
        all.add(mounts.toString());
        all.add(CA.distribution().root().toString());
        all.add(folder.toString());
        all.addAll(List.of("/usr/bin/prlimit", "--core=0"));
        all.addAll(List.of("/usr/bin/setpriv", "--reuid=" + USER, "--regid=" + USER));
        all.addAll(List.of("--clear-groups", "--no-new-privs", "--bounding-set=-all"));
        all.addAll(List.of("--inh-caps=-all", "/usr/bin/perl", "/opt/etc/unit.pl", "filter"));
        all.add("/opt/etc/filter");
        all.addAll(UnitFilter.ownCalls());
        all.addAll(List.of(command));
        return site.start("confined", all);
    }

    private static Path resource(Site site, String name) throws IOException {
        Path file = site.directory().resolve(name);
        try (InputStream in = ConfinedAccountdIT.class.getResourceAsStream("/signet/it/" + name)) {
            Files.copy(Objects.requireNonNull(in), file);
        }
        return file;
    }
}
