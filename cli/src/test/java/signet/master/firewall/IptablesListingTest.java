package signet.master.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class IptablesListingTest {

    private static final Flow HTTP = new Flow(Direction.INPUT, Family.IPV4, Optional.empty(), 80);

    private static boolean blocks(String policy, String rule) {
        return IptablesListing.parse("-P INPUT " + policy + "\n-N sub\n-A INPUT " + rule)
                .blocks(HTTP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-p tcp",
                "-p tcp -m tcp --dport 80",
                "-p tcp -m tcp --dport 1:1024",
                "-p tcp -m multiport --dports 22,79:81",
                "-p tcp -m tcp ! --dport 22",
                "! -i lo",
                "! -s 10.0.0.0/8",
                "! -d 127.0.0.0/8",
                "-m conntrack --ctstate NEW,ESTABLISHED",
                "-m state --state NEW",
                "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN",
                "-p tcp -m comment --comment \"a \\\"web -j\\\" server\""
            })
    void whatMatchesForCertainDecides(String match) {
        assertThat(blocks("ACCEPT", match + " -j DROP")).isTrue();
        assertThat(blocks("ACCEPT", match + " -j REJECT --reject-with tcp-reset")).isTrue();
        assertThat(blocks("DROP", match + " -j ACCEPT")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-p udp -m udp --dport 80",
                "-p icmp",
                "-p tcp -m tcp --dport 22",
                "-p tcp -m multiport --dports 22,443",
                "-i lo",
                "-s 192.0.2.0/24",
                "-d 127.0.0.0/8",
                "-m conntrack --ctstate RELATED,ESTABLISHED",
                "-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN",
                "-f"
            })
    void whatDoesNotMatchDecidesNothing(String match) {
        assertThat(blocks("ACCEPT", match + " -j DROP")).isFalse();
        assertThat(blocks("DROP", match + " -j ACCEPT")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-i eth0",
                "-d 192.0.2.1/32",
                "-m limit --limit 3/sec",
                "-m set --match-set open dst",
                "-m addrtype --dst-type LOCAL"
            })
    void whatMayMatchMayDropAndIsNotReliedOnToAccept(String match) {
        assertThat(blocks("ACCEPT", match + " -j DROP")).isTrue();
        assertThat(blocks("DROP", match + " -j ACCEPT")).isTrue();
    }

    @Test
    void chainsAreFollowedAndOtherTargetsDecideNothing() {
        assertThat(blocks("ACCEPT", "-j sub\n-A sub -j DROP")).isTrue();
        assertThat(blocks("DROP", "-j sub\n-A sub -j ACCEPT")).isFalse();
        assertThat(blocks("DROP", "-g sub\n-A INPUT -j ACCEPT\n-A sub -j RETURN")).isTrue();
        assertThat(blocks("ACCEPT", "-j LOG --log-prefix \"-j DROP \"")).isFalse();
    }

    @Test
    void aRuleOfOursIsFoundByItsCommentAndDeletedByWhatAddsIt() {
        IptablesRule rule =
                IptablesListing.parse(
                                "-A INPUT -p tcp -m tcp --dport 80 -m comment --comment"
                                        + " \"signet:12-34\" -j ACCEPT")
                        .rules()
                        .getFirst();

        assertThat(rule.mark()).contains(new Mark(12, 34));
        assertThat(String.join(" ", rule.deletion()))
                .isEqualTo(
                        "-D INPUT -p tcp -m tcp --dport 80 -m comment --comment signet:12-34 -j"
                                + " ACCEPT");
    }
}
