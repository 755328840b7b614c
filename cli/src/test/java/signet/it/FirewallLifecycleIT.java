package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;

/** However a run ends, the firewall is as it was; and issuance needs it open. */
class FirewallLifecycleIT {

    @RegisterExtension static final Ca CA = new Ca();

    private FirewalledHost host;
    private String before = "";

    @BeforeEach
    void start() throws IOException {
        host = FirewalledHost.create(CA);
    }

    @AfterEach
    void end() throws Exception {
        host.close();
    }

    private void load(Ruleset ruleset) throws IOException {
        ruleset.load(host.network());
        before = host.network().rules();
    }

    @ParameterizedTest
    @EnumSource(names = {"NFT", "IPTABLES"})
    void theCaValidatesFromOutsideDuringTheRunOnly(Ruleset ruleset) throws IOException {
        load(ruleset);
        host.listen("0.0.0.0:%1$d [::]:%1$d".formatted(host.port()), "firewall = no");
        Site.Finished closed = host.newOrder();
        assertThat(closed.status()).as(closed.output()).isEqualTo(1);
        assertThat(closed.output()).contains("connection: Get");
        host.listen("0.0.0.0:%1$d [::]:%1$d".formatted(host.port()), "");

        Site.Finished run = host.newOrder();

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(host.network().rules()).isEqualTo(before);
        host.network().startInside("socat", "TCP-LISTEN:" + host.port() + ",reuseaddr", "PIPE");
        host.network().awaitListener("127.0.0.1", host.port());
        assertThat(host.network().reachable(Namespaces.IPV4, host.port())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "TERM"})
    void aSignalClosesIt(String signal) throws Exception {
        load(Ruleset.NFT);
        TestProcess run = host.startHeld();
        assertThat(host.network().rules()).contains("signet:" + run.pid() + "-");

        run.signal(signal);

        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(host.network().rules()).isEqualTo(before);
    }

    @Test
    void aRunThatFailsClosesIt() throws Exception {
        load(Ruleset.NFT);
        TestProcess run = host.startHeld();
        host.accountd().signal("KILL");

        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(host.network().rules()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"NFT", "IPTABLES"})
    void whatAKilledRunLeftIsRemovedByTheNext(Ruleset ruleset) throws Exception {
        load(ruleset);
        TestProcess killed = host.startHeld();
        killed.signal("KILL");
        killed.awaitExit(Site.LONG);
        assertThat(host.network().rules()).contains("signet:" + killed.pid() + "-");
        host.release();
        // The webserver of the killed run goes by itself, and holds the port until then.
        Eventually.await("the port", Site.LONG, () -> !host.network().listens(host.port()));

        Site.Finished next = host.newOrder();

        assertThat(next.status()).as(next.output()).isZero();
        assertThat(next.output()).contains("Removed what a killed run had left in the firewall");
        assertThat(host.network().rules()).isEqualTo(before);
    }

    @Test
    void aRunWithNothingToDoRemovesWhatAKilledRunLeft() throws Exception {
        load(Ruleset.NFT);
        TestProcess killed = host.startHeld();
        killed.signal("KILL");
        killed.awaitExit(Site.LONG);
        host.release();
        host.site().sections("");

        TestProcess next = host.start("newOrder");

        assertThat(next.awaitExit(Site.LONG)).as(next.text()).isZero();
        assertThat(host.network().rules()).isEqualTo(before);
    }

    @Test
    void rulesThatOthersAddOrRemoveMeanwhileStayAsTheyMadeThem() throws Exception {
        load(Ruleset.NFT);
        TestProcess run = host.startHeld();
        host.network().inside("nft", "insert rule inet filter input tcp dport 4444 drop");
        host.network()
                .inside("nft", "add rule inet filter input tcp dport 4445 accept comment signet");
        host.network().nft("add table inet theirs");
        host.network().inside("iptables", "-A", "INPUT", "-s", "192.0.2.1", "-j", "DROP");

        run.signal("TERM");

        assertThat(run.awaitExit(Site.LONG)).isEqualTo(1);
        assertThat(host.network().rules())
                .contains("dport 4444 drop", "dport 4445 accept", "table inet theirs", "192.0.2.1")
                .doesNotContain("signet:");
    }

    @Test
    void aRulesetThatIsReplacedMeanwhileIsNoError() throws Exception {
        load(Ruleset.NFT);
        TestProcess run = host.startHeld();
        host.network().nft("flush ruleset\nadd table inet theirs");
        String replaced = host.network().rules();
        host.release();
        assertThat(run.awaitExit(Site.LONG)).as(run.text()).isZero();
        assertThat(host.network().rules()).isEqualTo(replaced);
        assertThat(run.text()).doesNotContain("Warning");
    }

    @Test
    void whatCannotBeOpenedIsAWarningByDefaultAndAnErrorOnDemand() throws Exception {
        try (TestProcess owner = host.network().startOwnedTable()) {
            assertThat(owner.process().isAlive()).isTrue();

            Site.Finished automatic = host.newOrder();
            host.listen("0.0.0.0:" + host.port(), "firewall = nft");
            Site.Finished demanded = host.newOrder();

            assertThat(automatic.output())
                    .contains(
                            "Warning: can't open the firewall: nft chain inet firewalld"
                                    + " filter_INPUT keeps the CA out, and can't be changed: ",
                            "Operation not permitted",
                            "use firewall-cmd --permanent --add-service=http",
                            "going on");
            assertThat(automatic.output()).contains("connection: Get");
            assertThat(demanded.status()).isEqualTo(1);
            assertThat(demanded.output())
                    .contains("Error: can't open the firewall")
                    .doesNotContain("client:");
        }
    }
}
