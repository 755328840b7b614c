package signet.master.firewall;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flows of all kinds: both ways, both families, on one address and on all. */
final class FlowFixture {

    private FlowFixture() {}

    static List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            flows.add(new Flow(direction, Family.IPV4, Optional.empty(), 80));
            flows.add(new Flow(direction, Family.IPV4, address("192.0.2.1"), 8080));
            flows.add(new Flow(direction, Family.IPV6, address("2001:db8::1"), 80));
        }
        return flows;
    }

    private static Optional<InetAddress> address(String text) {
        return Optional.of(InetAddress.ofLiteral(text));
    }
}
