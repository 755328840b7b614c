package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.testing.FreePort;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Path;

/** Whatever keeps the CA out, it is let in on our port during a run, and on no other. */
class FirewallRulesIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static FirewalledHost host;
    private static int otherPort;

    @BeforeAll
    static void start() throws IOException {
        host = FirewalledHost.create(CA);
        otherPort = FreePort.find();
        host.network()
                .startInside("socat", "TCP6-LISTEN:" + otherPort + ",ipv6only=0,fork", "PIPE");
        host.network().awaitListener("127.0.0.1", otherPort);
    }

    @AfterAll
    static void end() throws Exception {
        host.close();
    }

    @BeforeEach
    void listenOnAllAddresses() throws IOException {
        host.listen("0.0.0.0:%1$d [::]:%1$d".formatted(host.port()), "");
    }

    @AfterEach
    void clear() throws Exception {
        host.endRuns();
        host.network().inside("nft", "flush", "ruleset");
    }

    @ParameterizedTest
    @EnumSource(Ruleset.class)
    void aRunOpensItsPortForItsTime(Ruleset ruleset) throws Exception {
        ruleset.load(host.network());
        String before = host.network().rules();
        assertOthersKeptOut();

        TestProcess run = host.startHeld();

        assertThat(host.network().reachable(Namespaces.IPV4, host.port()))
                .as(host.network().rules() + run.text())
                .isTrue();
        assertThat(host.network().reachable(Namespaces.IPV6, host.port()))
                .as(host.network().rules() + run.text())
                .isTrue();
        assertOthersKeptOut();
        assertThat(run.text()).contains(ruleset.message()).doesNotContain("Warning");
        end(run, before);
    }

    @Test
    void legacyRulesAreOpenedToo() throws Exception {
        try (FirewalledHost other = FirewalledHost.create(CA)) {
            for (String program : new String[] {"iptables-legacy", "ip6tables-legacy"}) {
                other.network().inside(program, "-P", "INPUT", "DROP");
                other.network().inside(program, "-A", "INPUT", "-i", "lo", "-j", "ACCEPT");
            }
            // The kernel lets no IPv6 neighbour be found without this.
            other.network()
                    .inside("ip6tables-legacy", "-A", "INPUT", "-p", "ipv6-icmp", "-j", "ACCEPT");
            String before = other.network().rules();

            TestProcess run = other.startHeld();

            assertThat(other.network().reachable(Namespaces.IPV4, other.port())).isTrue();
            assertThat(other.network().reachable(Namespaces.IPV6, other.port())).isTrue();
            assertThat(other.network().rules()).contains("--comment \"signet:" + run.pid());
            run.signal("TERM");
            run.awaitExit(Site.LONG);
            assertThat(other.network().rules()).isEqualTo(before);
            assertThat(before).contains("-P INPUT DROP");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NFT", "IPTABLES"})
    void anAddressThatIsListenedOnIsOpenedAndNoOther(Ruleset ruleset) throws Exception {
        ruleset.load(host.network());
        String before = host.network().rules();
        host.listen(Namespaces.IPV4 + ":" + host.port(), "");
        TestProcess decoy =
                host.network()
                        .startInside(
                                "socat",
                                "TCP-LISTEN:"
                                        + host.port()
                                        + ",reuseaddr,fork,bind="
                                        + Namespaces.OTHER_IPV4,
                                "PIPE");
        host.network().awaitListener(Namespaces.OTHER_IPV4, host.port());

        TestProcess run = host.startHeld();

        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isTrue();
        assertThat(host.network().reachable(Namespaces.OTHER_IPV4, host.port())).isFalse();
        decoy.close();
        end(run, before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "add table ip nat\n"
                        + "add chain ip nat post { type nat hook postrouting priority 100; }",
                "add table inet f\nadd chain inet f in { type filter hook input priority 0; policy"
                        + " drop; }\nadd rule inet f in iif lo accept\nadd rule inet f in meta"
                        + " l4proto { tcp, ipv6-icmp } accept"
            })
    void nothingIsAddedWhereNothingWouldBeDropped(String rules) throws Exception {
        host.network().nft(rules);
        String before = host.network().rules();

        TestProcess run = host.startHeld();

        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isTrue();
        assertThat(host.network().rules()).isEqualTo(before);
        end(run, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firewall = no", "iptables = No"})
    void nothingIsTouchedWhereTheConfigurationSaysNo(String line) throws Exception {
        Ruleset.NFT.load(host.network());
        String before = host.network().rules();
        host.listen("0.0.0.0:" + host.port(), line);

        TestProcess run = host.startHeld();

        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isFalse();
        assertThat(host.network().rules()).isEqualTo(before);
        end(run, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firewall = iptables", "iptables = Yes"})
    void iptablesAloneIsUsedWhereTheConfigurationSaysSo(String line) throws Exception {
        Ruleset.IPTABLES.load(host.network());
        host.network()
                .nft("add table inet x\nadd chain inet x i { type filter hook input priority 5; }");
        String before = host.network().rules();
        host.listen("0.0.0.0:" + host.port(), line);

        TestProcess run = host.startHeld();

        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isTrue();
        assertThat(host.network().inside("iptables", "-S")).contains("--comment \"signet:");
        end(run, before);
    }

    /**
     * To save and restore what there is, as lacme does, leaves the rules where there is nothing.
     */
    @ParameterizedTest
    @ValueSource(strings = {"firewall = iptables", "iptables = Yes", "firewall = nft", ""})
    void whereThereIsNoTableNothingIsLeft(String line) throws Exception {
        host.network().inside("nft", "flush", "ruleset");
        host.listen("0.0.0.0:%1$d [::]:%1$d".formatted(host.port()), line);

        TestProcess run = host.startHeld();

        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isTrue();
        run.signal("TERM");
        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(host.network().rules()).doesNotContain("signet").doesNotContain("dport");
    }

    @Test
    void nftAloneIsUsedWhereTheConfigurationSaysSo() throws Exception {
        Ruleset.NFT.load(host.network());
        String before = host.network().rules();
        host.listen("0.0.0.0:" + host.port(), "firewall = nft");

        TestProcess run = host.startHeld();

        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isTrue();
        end(run, before);
    }

    @Test
    void iptablesIsEnoughWhereThereIsNoNft() throws Exception {
        Ruleset.IPTABLES.load(host.network());
        String before = host.network().rules();

        TestProcess run = host.startHeldWithout(Path.of("/usr/sbin/nft"));

        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isTrue();
        assertThat(host.network().reachable(Namespaces.IPV6, host.port())).isTrue();
        end(run, before);
    }

    @Test
    void aProgramThatIsAskedForAndMissingIsNamedBeforeTheOrder() throws Exception {
        host.listen("0.0.0.0:" + host.port(), "firewall = nft");

        TestProcess run = host.startWithout(Path.of("/usr/sbin/nft"), "newOrder", "--force");

        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(run.text())
                .isEqualTo(
                        "Error: can't open the firewall: there is no program nft; install the"
                                + " package nftables, or set firewall = auto\n");
    }

    private static void assertOthersKeptOut() throws IOException {
        assertThat(host.network().reachable(Namespaces.IPV4, otherPort)).isFalse();
        assertThat(host.network().reachable(Namespaces.IPV6, otherPort)).isFalse();
    }

    private static void end(TestProcess run, String before) throws Exception {
        run.signal("TERM");
        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(host.network().rules()).isEqualTo(before);
    }
}
