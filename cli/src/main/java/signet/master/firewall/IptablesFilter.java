package signet.master.firewall;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The table filter of iptables, or of ip6tables. */
final class IptablesFilter implements PacketFilter {

    /** Waits for others who change the rules, at most these seconds. */
    private static final List<String> LOCK = List.of("-w", "5");

    private final Program iptables;
    private final Family family;

    IptablesFilter(Program iptables, Family family) {
        this.iptables = iptables;
        this.family = family;
    }

    /** Reads the table. */
    IptablesListing list() throws IOException {
        return IptablesListing.parse(run(List.of("-S")));
    }

    @Override
    public void open(List<Flow> flows, Mark mark, Report report) throws IOException {
        IptablesListing listing = list();
        for (Flow flow : flows) {
            if (flow.family() == family && listing.blocks(flow)) {
                try {
                    run(insertion(flow, mark));
                    report.added(
                            listing.manager() + iptables.file() + " " + flow.direction(),
                            List.of(flow));
                } catch (IOException e) {
                    report.failed(
                            new IOException(
                                    "chain "
                                            + flow.direction()
                                            + " keeps the CA out, and can't be changed: "
                                            + e.getMessage(),
                                    e));
                }
            }
        }
    }

    private static List<String> insertion(Flow flow, Mark mark) {
        Direction direction = flow.direction();
        List<String> words = new ArrayList<>(List.of("-I", direction.name(), "-p", "tcp"));
        flow.local()
                .map(InetAddress::getHostAddress)
                .ifPresent(address -> words.addAll(List.of("-" + direction.local(), address)));
        words.addAll(List.of("--" + direction.local() + "port", Integer.toString(flow.port())));
        if (direction == Direction.OUTPUT) {
            words.addAll(List.of("-m", "conntrack", "--ctstate", "ESTABLISHED"));
        }
        words.addAll(List.of("-m", "comment", "--comment", mark.toString(), "-j", "ACCEPT"));
        return words;
    }

    @Override
    public int remove(Predicate<Mark> marks) throws IOException {
        int removed = 0;
        for (IptablesRule rule : list().rules()) {
            if (rule.mark().filter(marks).isPresent()) {
                run(rule.deletion());
                removed++;
            }
        }
        return removed;
    }

    private String run(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(LOCK);
        all.addAll(arguments);
        return iptables.run(all);
    }
}
