package signet.master.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import signet.config.ListenAddress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

class FlowTest {

    private static final Mark MARK = new Mark(1, 2);

    private static ListenAddress tcp(String address, int port) {
        return new ListenAddress.Tcp(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    @Test
    void bothDirectionsOfEachAddressAreNeeded() {
        assertThat(Flow.of(List.of(tcp("0.0.0.0", 80), tcp("2001:db8::1", 81))))
                .hasToString(
                        "[input ipv4 any address port 80, output ipv4 any address port 80,"
                                + " input ipv6 2001:db8:0:0:0:0:0:1 port 81,"
                                + " output ipv6 2001:db8:0:0:0:0:0:1 port 81]");
    }

    @Test
    void whatNobodyOutsideCanReachNeedsNothing() {
        assertThat(
                        Flow.of(
                                List.of(
                                        tcp("127.0.0.1", 80),
                                        tcp("::1", 80),
                                        new ListenAddress.Unix(Path.of("/run/s")))))
                .isEmpty();
    }

    @Test
    void anAddressIsInTheRuleOfNftUnlessItStandsForAll() {
        NftChain chain = new NftChain("inet", "t", "c");

        assertThat(NftRequest.insert(chain, List.of(first(tcp("192.0.2.1", 80))), MARK))
                .isEqualTo(
                        "{\"nftables\":[{\"insert\":{\"rule\":{\"family\":\"inet\",\"table\":\"t\",\"chain\":\"c\",\"comment\":\"signet:1-2\",\"expr\":["
                            + "{\"match\":{\"op\":\"==\",\"left\":{\"payload\":{\"protocol\":\"ip\",\"field\":\"daddr\"}},\"right\":\"192.0.2.1\"}},"
                            + "{\"match\":{\"op\":\"==\",\"left\":{\"payload\":{\"protocol\":\"tcp\",\"field\":\"dport\"}},\"right\":80}},"
                            + "{\"accept\":null}]}}}]}");
        assertThat(NftRequest.insert(chain, List.of(first(tcp("::", 80))), MARK))
                .contains("{\"meta\":{\"key\":\"nfproto\"}},\"right\":\"ipv6\"")
                .doesNotContain("daddr");
    }

    @Test
    void aChainOfOneFamilyNeedsNoMentionOfTheFamily() {
        NftChain chain = new NftChain("ip6", "t", "c");

        assertThat(NftRequest.insert(chain, List.of(first(tcp("::", 80))), MARK))
                .doesNotContain("nfproto");
    }

    private static Flow first(ListenAddress address) {
        return Flow.of(List.of(address)).getFirst();
    }

    @Test
    void theMarkOfALivingRunIsNotLeftOver() throws Exception {
        Mark mine = Mark.ofThisProcess();

        assertThat(mine.isLeftOver()).isFalse();
        assertThat(Mark.parse(mine.toString())).contains(mine);
        // The number was given to another process since.
        assertThat(new Mark(mine.pid(), mine.start() + 1).isLeftOver()).isTrue();
        assertThat(new Mark(Integer.MAX_VALUE, 1).isLeftOver()).isTrue();
        assertThat(Mark.parse("signet")).isEmpty();
        assertThat(Mark.parse("signet:1-2 and more")).isEmpty();
    }
}
