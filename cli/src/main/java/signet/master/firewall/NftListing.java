package signet.master.firewall;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tables, as {@code nft -j list ruleset} prints them. */
final class NftListing {

    private final Map<NftChain, Base> bases = new LinkedHashMap<>();
    private final List<NftRule> rules = new ArrayList<>();

    private record Base(Direction direction, boolean drops) {}

    private NftListing() {}

    /**
     * Reads a listing.
     *
     * @throws IOException where it is not what we know
     */
    static NftListing parse(String json) throws IOException {
        NftListing listing = new NftListing();
        try {
            for (JsonObject item : JsonObject.parse(json).objects("nftables")) {
                Optional<JsonObject> chain = item.object("chain");
                if (chain.isPresent()) {
                    listing.addChain(chain.get());
                }
                Optional<JsonObject> rule = item.object("rule");
                if (rule.isPresent()) {
                    listing.addRule(rule.get());
                }
            }
        } catch (JsonException e) {
            throw new IOException("can't read what nft lists: " + e.getMessage(), e);
        }
        return listing;
    }

    private void addChain(JsonObject chain) throws JsonException {
        String hook = chain.string("hook").orElse("");
        if (!chain.string("type").orElse("").equals("filter")) {
            return;
        }
        for (Direction direction : Direction.values()) {
            if (direction.hook().equals(hook)) {
                boolean drops = chain.string("policy").orElse("accept").equals("drop");
                bases.put(place(chain, "name"), new Base(direction, drops));
            }
        }
    }

    private void addRule(JsonObject rule) throws JsonException {
        rules.add(
                new NftRule(
                        place(rule, "chain"),
                        rule.number("handle").orElse(0),
                        rule.string("comment").orElse(""),
                        rule.objects("expr")));
    }

    private static NftChain place(JsonObject item, String name) throws JsonException {
        return new NftChain(
                item.requiredString("family"),
                item.requiredString("table"),
                item.requiredString(name));
    }

    List<NftRule> rules() {
        return List.copyOf(rules);
    }

    /** Says whether there is what iptables-nft makes when it is used first. */
    boolean hasIptables(Family family) {
        return bases.keySet().stream().anyMatch(chain -> chain.isWhereIptablesWorks(family));
    }

    /** Returns the base chains in which packets of a flow could be dropped. */
    List<NftChain> blocking(Flow flow) throws IOException {
        List<NftChain> blocking = new ArrayList<>();
        for (Map.Entry<NftChain, Base> entry : bases.entrySet()) {
            NftChain chain = entry.getKey();
            Base base = entry.getValue();
            if (base.direction() == flow.direction()
                    && chain.sees(flow.family())
                    && table(chain, flow).mayDrop(chain.name(), base.drops())) {
                blocking.add(chain);
            }
        }
        return blocking;
    }

    private Traversal table(NftChain base, Flow flow) throws IOException {
        NftSteps steps = new NftSteps(flow);
        Map<String, List<Step>> chains = new HashMap<>();
        for (NftRule rule : rules) {
            NftChain chain = rule.chain();
            if (chain.family().equals(base.family()) && chain.table().equals(base.table())) {
                try {
                    chains.computeIfAbsent(chain.name(), _ -> new ArrayList<>())
                            .addAll(steps.of(rule.statements()));
                } catch (JsonException e) {
                    throw new IOException(
                            "can't read rule "
                                    + rule.handle()
                                    + " of "
                                    + chain
                                    + " in what nft"
                                    + " lists: "
                                    + e.getMessage(),
                            e);
                }
            }
        }
        return new Traversal(chains);
    }
}
