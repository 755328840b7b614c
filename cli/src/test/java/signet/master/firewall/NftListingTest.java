package signet.master.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Rules are in the form in which nft 1.0.6 lists them. */
class NftListingTest {

    private static final Flow HTTP =
            new Flow(
                    Direction.INPUT,
                    Family.IPV4,
                    Optional.of(InetAddress.ofLiteral("192.0.2.1")),
                    80);
    private static final NftChain BASE = new NftChain("inet", "t", "in");

    private static String listing(String policy, String... expressions) {
        StringBuilder json =
                new StringBuilder(
                        """
                        {"nftables": [{"metainfo": {"version": "1.0.6"}},
                        {"table": {"family": "inet", "name": "t", "handle": 1}},
                        {"chain": {"family": "inet", "table": "t", "name": "sub", "handle": 1}},
                        {"chain": {"family": "inet", "table": "t", "name": "in", "handle": 2,
                         "type": "filter", "hook": "input", "prio": 0, "policy": "%s"}}
                        """
                                .formatted(policy));
        for (String expression : expressions) {
            boolean sub = expression.startsWith("sub:");
            json.append(
                    ",{\"rule\":{\"family\":\"inet\",\"table\":\"t\",\"chain\":\"%s\",\"handle\":9,\"expr\":[%s]}}"
                            .formatted(
                                    sub ? "sub" : "in",
                                    sub ? expression.substring(4) : expression));
        }
        return json.append("]}").toString();
    }

    private static List<NftChain> blocking(String policy, String... expressions)
            throws IOException {
        return NftListing.parse(listing(policy, expressions)).blocking(HTTP);
    }

    private static String match(String operator, String left, String right) {
        return "{\"match\":{\"op\":\"%s\",\"left\":%s,\"right\":%s}}"
                .formatted(operator, left, right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "== | {'payload':{'protocol':'tcp','field':'dport'}} | 80",
                "== | {'payload':{'protocol':'th','field':'dport'}} |"
                        + " {'set':[22,{'range':[79,81]}]}",
                "!= | {'payload':{'protocol':'tcp','field':'dport'}} | 22",
                "== | {'payload':{'protocol':'ip','field':'daddr'}} | '192.0.2.1'",
                "== | {'payload':{'protocol':'ip','field':'daddr'}} |"
                        + " {'prefix':{'addr':'192.0.2.0','len':24}}",
                "== | {'payload':{'protocol':'ip','field':'daddr'}} |"
                        + " {'set':[{'range':['192.0.2.0','192.0.2.9']}]}",
                "!= | {'payload':{'protocol':'ip','field':'daddr'}} |"
                        + " {'prefix':{'addr':'127.0.0.0','len':8}}",
                "!= | {'payload':{'protocol':'ip','field':'saddr'}} | '@allowed'",
                "!= | {'payload':{'protocol':'ip','field':'saddr'}} |"
                        + " {'prefix':{'addr':'10.0.0.0','len':8}}",
                "== | {'payload':{'protocol':'ip','field':'protocol'}} | 'tcp'",
                "== | {'meta':{'key':'l4proto'}} | {'set':['tcp','udp']}",
                "== | {'meta':{'key':'nfproto'}} | 'ipv4'",
                "!= | {'meta':{'key':'iifname'}} | 'lo'",
                "in | {'ct':{'key':'state'}} | ['invalid','new']",
                "== | {'ct':{'key':'state'}} | {'set':['new','untracked']}"
            })
    void whatMatchesForCertainDecides(String match) throws IOException {
        String[] parts = match.replace('\'', '"').split(" \\| ", -1);
        String condition = match(parts[0], parts[1], parts[2].strip());

        assertThat(blocking("accept", condition + ",{\"drop\":null}")).containsExactly(BASE);
        assertThat(blocking("drop", condition + ",{\"accept\":null}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "== | {'payload':{'protocol':'tcp','field':'dport'}} |"
                        + " {'set':[22,{'range':[81,90]}]}",
                "!= | {'payload':{'protocol':'tcp','field':'dport'}} | 80",
                "== | {'payload':{'protocol':'udp','field':'dport'}} | 80",
                "!= | {'payload':{'protocol':'udp','field':'dport'}} | 53",
                "== | {'payload':{'protocol':'ip6','field':'saddr'}} | '::1'",
                "== | {'payload':{'protocol':'ip','field':'daddr'}} | '192.0.2.2'",
                "== | {'payload':{'protocol':'ip','field':'saddr'}} | '@banned'",
                "== | {'payload':{'protocol':'ip','field':'saddr'}} | '198.51.100.1'",
                "== | {'meta':{'key':'l4proto'}} | {'set':['icmp','ipv6-icmp']}",
                "== | {'meta':{'key':'nfproto'}} | 'ipv6'",
                "== | {'meta':{'key':'iif'}} | 'lo'",
                "in | {'ct':{'key':'state'}} | ['established','related']",
                "in | {'ct':{'key':'state'}} | 'invalid'"
            })
    void whatDoesNotMatchDecidesNothing(String match) throws IOException {
        String[] parts = match.replace('\'', '"').split(" \\| ", -1);
        String condition = match(parts[0], parts[1], parts[2].strip());

        assertThat(blocking("accept", condition + ",{\"drop\":null}")).isEmpty();
        assertThat(blocking("drop", condition + ",{\"accept\":null}")).containsExactly(BASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "== | {'meta':{'key':'iifname'}} | 'eth0'",
                "== | {'payload':{'protocol':'tcp','field':'dport'}} | '@open'",
                "== | {'meta':{'key':'mark'}} | 1",
                "== | {'fib':{'result':'type','flags':['daddr']}} | 'local'",
                "< | {'payload':{'protocol':'tcp','field':'dport'}} | 1024",
                "== | {'concat':[{'meta':{'key':'iif'}},{'ct':{'key':'state'}}]} | '@x'"
            })
    void whatMayMatchMayDropAndIsNotReliedOnToAccept(String match) throws IOException {
        String[] parts = match.replace('\'', '"').split(" \\| ", -1);
        String condition = match(parts[0], parts[1], parts[2].strip());

        assertThat(blocking("accept", condition + ",{\"drop\":null}")).containsExactly(BASE);
        assertThat(blocking("drop", condition + ",{\"accept\":null}")).containsExactly(BASE);
    }

    @Test
    void jumpsAndGotosAreFollowed() throws IOException {
        String jump = "{\"jump\":{\"target\":\"sub\"}}";
        String goTo = "{\"goto\":{\"target\":\"sub\"}}";
        String accept = "{\"accept\":null}";
        String drop = "{\"drop\":null}";

        assertThat(blocking("accept", jump, accept, "sub:" + drop)).containsExactly(BASE);
        assertThat(blocking("drop", jump, drop, "sub:" + accept)).isEmpty();
        assertThat(blocking("drop", jump, accept, "sub:{\"return\":null}", "sub:" + drop))
                .isEmpty();
        assertThat(blocking("drop", goTo, accept, "sub:{\"counter\":null}")).containsExactly(BASE);
        assertThat(blocking("accept", "{\"queue\":{\"num\":3}}", drop)).isEmpty();
        assertThat(blocking("accept", jump, "sub:" + jump)).isEmpty();
    }

    @Test
    void verdictMapsAreReadEntryByEntry() throws IOException {
        String state =
                "{\"vmap\":{\"key\":{\"ct\":{\"key\":\"state\"}},\"data\":{\"set\":[[\"invalid\",{\"drop\":null}],[\"%s\",{\"accept\":null}]]}}}";
        String named =
                "{\"vmap\":{\"key\":{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}},\"data\":\"@m\"}}";

        assertThat(blocking("drop", state.formatted("established"))).containsExactly(BASE);
        assertThat(blocking("drop", state.formatted("new"))).isEmpty();
        assertThat(blocking("accept", state.formatted("new"))).isEmpty();
        assertThat(blocking("accept", named)).containsExactly(BASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"match\":null}",
                "{\"jump\":null}",
                "{\"goto\":{}}",
                "{\"vmap\":null}",
                "{\"vmap\":{\"key\":1,\"data\":\"@m\"},\"match\":[]},{\"match\":1}"
            })
    void ruleThatCannotBeReadIsAnErrorThatNamesIt(String expression) {
        assertThatThrownBy(() -> blocking("drop", expression))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("can't read rule 9 of inet t in in what nft lists: ");
    }

    @Test
    void limitsAreNoObstacleAndNoPermission() throws IOException {
        String limit = "{\"limit\":{\"rate\":10,\"burst\":5,\"per\":\"minute\"%s}},{\"%s\":null}";

        assertThat(blocking("accept", limit.formatted(",\"inv\":true", "drop"))).isEmpty();
        assertThat(blocking("drop", limit.formatted("", "accept"))).containsExactly(BASE);
    }

    @Test
    void chainsOfOtherHooksTypesAndFamiliesAreNoObstacle() throws IOException {
        String drop = listing("drop");

        assertThat(NftListing.parse(drop.replace("\"input\"", "\"forward\"")).blocking(HTTP))
                .isEmpty();
        assertThat(NftListing.parse(drop.replace("\"filter\"", "\"nat\"")).blocking(HTTP))
                .isEmpty();
        assertThat(NftListing.parse(drop.replace("\"inet\"", "\"ip6\"")).blocking(HTTP)).isEmpty();
        assertThat(NftListing.parse(drop.replace("\"inet\"", "\"ip\"")).blocking(HTTP)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "table inet filter", "{\"nftables\":[1]}"})
    void whatIsNoListingIsAnError(String text) {
        assertThatThrownBy(() -> NftListing.parse(text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("can't read what nft lists: ");
    }
}
