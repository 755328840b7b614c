package signet.master.firewall;

import signet.config.ListenAddress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TCP packets that have to get through, from or to anywhere outside of this host.
 *
 * @param local our address; empty for all of the host's
 * @param port our port
 */
record Flow(Direction direction, Family family, Optional<InetAddress> local, int port) {

    /**
     * Returns the packets of both directions for what is listened on. Loopback addresses can't be
     * reached from outside, UNIX sockets neither.
     */
    static List<Flow> of(List<ListenAddress> addresses) {
        List<Flow> flows = new ArrayList<>();
        for (ListenAddress listened : addresses) {
            if (listened instanceof ListenAddress.Tcp tcp
                    && !tcp.address().getAddress().isLoopbackAddress()) {
                InetAddress address = tcp.address().getAddress();
                for (Direction direction : Direction.values()) {
                    flows.add(
                            new Flow(
                                    direction,
                                    Family.of(address),
                                    Optional.of(address).filter(a -> !a.isAnyLocalAddress()),
                                    tcp.address().getPort()));
                }
            }
        }
        return flows.stream().distinct().toList();
    }

    /** Names it for a message. */
    @Override
    public String toString() {
        String host = local.map(InetAddress::getHostAddress).orElse("any address");
        return direction.hook() + " " + family.nfproto() + " " + host + " port " + port;
    }
}
