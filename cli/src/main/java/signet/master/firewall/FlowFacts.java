package signet.master.firewall;

import java.net.InetAddress;
import java.util.List;

/**
 * What is known of the packets of a flow. The other end is "anywhere": what an administrator says
 * of particular addresses, be it to let them in or to keep them out, is not about the CA, which may
 * ask from any.
 */
final class FlowFacts {

    private static final List<AddressRange> NEVER_A_HOSTS =
            List.of(
                    AddressRange.parse("127.0.0.0/8"),
                    AddressRange.parse("224.0.0.0/4"),
                    AddressRange.parse("255.255.255.255"),
                    AddressRange.parse("::1"),
                    AddressRange.parse("ff00::/8"));

    private final Flow flow;

    FlowFacts(Flow flow) {
        this.flow = flow;
    }

    Flow flow() {
        return flow;
    }

    Truth localAddressIn(AddressRange range) {
        if (range.isAll()) {
            return Truth.YES;
        }
        if (flow.local().isEmpty()) {
            return NEVER_A_HOSTS.stream().anyMatch(never -> never.contains(range))
                    ? Truth.NO
                    : Truth.MAYBE;
        }
        InetAddress local = flow.local().get();
        return Truth.of(range.contains(AddressRange.single(local)));
    }

    static Truth remoteAddressIn(AddressRange range) {
        return Truth.of(range.isAll());
    }

    Truth localPortIn(long first, long last) {
        return Truth.of(first <= flow.port() && flow.port() <= last);
    }

    /** Packets from and to outside use some interface, but never the loopback one. */
    static Truth throughInterface(String name) {
        return name.equals("lo") ? Truth.NO : Truth.MAYBE;
    }

    Truth inState(String state) {
        return Truth.of(state.equalsIgnoreCase(flow.direction().state()));
    }

    static Truth isProtocol(String name) {
        return Truth.of(name.equals("tcp") || name.equals("6"));
    }
}
