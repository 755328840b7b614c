package signet.master.firewall;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules of nftables. An accept in one base chain does not keep another one from dropping, so
 * that each chain that would drop gets its rules.
 */
final class NftFilter implements PacketFilter {

    private static final List<String> LIST = List.of("-j", "-t", "list", "ruleset");
    private static final List<String> CHANGE = List.of("-j", "-f", "-");

    private final Program nft;
    private final Set<Family> leftToIptables;

    /**
     * Makes one.
     *
     * @param leftToIptables for which families iptables takes care of its chains
     */
    NftFilter(Program nft, Set<Family> leftToIptables) {
        this.nft = nft;
        this.leftToIptables = Set.copyOf(leftToIptables);
    }

    static NftListing list(Program nft) throws IOException {
        return NftListing.parse(nft.run(LIST));
    }

    @Override
    public void open(List<Flow> flows, Mark mark, Report report) throws IOException {
        NftListing listing = list(nft);
        Map<NftChain, List<Flow>> blocked = new LinkedHashMap<>();
        for (Flow flow : flows) {
            for (NftChain chain : listing.blocking(flow)) {
                if (isOurs(chain)) {
                    blocked.computeIfAbsent(chain, _ -> new ArrayList<>()).add(flow);
                }
            }
        }
        for (Map.Entry<NftChain, List<Flow>> entry : blocked.entrySet()) {
            insert(entry.getKey(), entry.getValue(), mark, report);
        }
    }

    private boolean isOurs(NftChain chain) {
        return leftToIptables.stream().noneMatch(chain::isWhereIptablesWorks);
    }

    private void insert(NftChain chain, List<Flow> flows, Mark mark, Report report) {
        try {
            nft.run(CHANGE, NftRequest.insert(chain, flows, mark));
            report.added("nft chain " + chain, flows);
        } catch (IOException e) {
            String mend =
                    chain.table().equals("firewalld")
                            ? "; firewalld lets nobody else change it: use firewall-cmd --permanent"
                                    + " --add-service=http, or set NftablesTableOwner=no in"
                                    + " firewalld.conf"
                            : "";
            report.failed(
                    new IOException(
                            "nft chain "
                                    + chain
                                    + " keeps the CA out, and can't be changed: "
                                    + e.getMessage()
                                    + mend,
                            e));
        }
    }

    @Override
    public int remove(Predicate<Mark> marks) throws IOException {
        List<NftRule> ours =
                list(nft).rules().stream()
                        .filter(rule -> Mark.parse(rule.comment()).filter(marks).isPresent())
                        .toList();
        for (NftRule rule : ours) {
            nft.run(CHANGE, NftRequest.delete(rule));
        }
        return ours.size();
    }
}
