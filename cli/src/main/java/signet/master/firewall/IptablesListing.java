package signet.master.firewall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table filter of one family, as {@code iptables -S} prints it. */
final class IptablesListing {

    private final Map<String, String> policies = new HashMap<>();
    private final Set<String> chains = new HashSet<>();
    private final List<IptablesRule> rules = new ArrayList<>();

    private IptablesListing() {}

    static IptablesListing parse(String text) {
        IptablesListing listing = new IptablesListing();
        for (String line : text.lines().toList()) {
            IptablesRule rule = IptablesRule.parse(line);
            if (rule.is("-P") && rule.words().size() > 2) {
                listing.policies.put(rule.chain(), rule.words().get(2));
            } else if (rule.is("-N")) {
                listing.chains.add(rule.chain());
            } else if (rule.is("-A")) {
                listing.rules.add(rule);
            }
        }
        return listing;
    }

    List<IptablesRule> rules() {
        return List.copyOf(rules);
    }

    /** Says who manages the table, for a message; empty where it can't be told. */
    String manager() {
        if (chains.stream().anyMatch(chain -> chain.matches("ufw6?-before-input"))) {
            return "ufw, ";
        }
        return chains.contains("INPUT_direct") ? "firewalld, " : "";
    }

    /** Says whether packets of a flow could be dropped. */
    boolean blocks(Flow flow) {
        Map<String, List<Step>> steps = new HashMap<>();
        IptablesMatcher matcher = new IptablesMatcher(flow, chains);
        for (IptablesRule rule : rules) {
            matcher.step(rule)
                    .ifPresent(
                            step ->
                                    steps.computeIfAbsent(rule.chain(), _ -> new ArrayList<>())
                                            .add(step));
        }
        String base = flow.direction().name();
        return new Traversal(steps)
                .mayDrop(base, policies.getOrDefault(base, "ACCEPT").equals("DROP"));
    }
}
