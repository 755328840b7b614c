package signet.master.firewall;

import signet.master.firewall.Step.Verdict;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what the rules of iptables do to the packets of a flow. */
final class IptablesMatcher {

    /** Modules whose options we know, so that naming them says nothing. */
    private static final Set<String> KNOWN =
            Set.of("tcp", "state", "conntrack", "multiport", "comment");

    private final FlowFacts facts;
    private final Direction direction;
    private final Set<String> chains;

    IptablesMatcher(Flow flow, Set<String> chains) {
        this.facts = new FlowFacts(flow);
        this.direction = flow.direction();
        this.chains = Set.copyOf(chains);
    }

    /** Reads a rule; empty where it decides nothing. */
    Optional<Step> step(IptablesRule rule) {
        Truth applies = Truth.YES;
        boolean negated = false;
        Iterator<String> words = rule.words().listIterator(2);
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("!")) {
                negated = true;
                continue;
            }
            if (words.hasNext() && (word.equals("-j") || word.equals("-g"))) {
                return step(applies, word.equals("-g"), words.next());
            }
            applies = applies.and(option(word, words).notIf(negated));
            negated = false;
        }
        return Optional.empty();
    }

    private Optional<Step> step(Truth applies, boolean goTo, String target) {
        return switch (target) {
            // To queue is to let another program decide, which is not ours to overrule.
            case "ACCEPT", "QUEUE", "NFQUEUE" -> Optional.of(new Step(applies, Verdict.ACCEPT));
            case "DROP", "REJECT", "TARPIT" -> Optional.of(new Step(applies, Verdict.DROP));
            case "RETURN" -> Optional.of(new Step(applies, Verdict.RETURN));
            default ->
                    chains.contains(target)
                            ? Optional.of(
                                    new Step(applies, goTo ? Verdict.GOTO : Verdict.JUMP, target))
                            : Optional.empty();
        };
    }

    /** Looks at one option, and takes its values from the words. */
    private Truth option(String name, Iterator<String> words) {
        if (name.equals("-f")) {
            return Truth.NO;
        }
        if (!name.startsWith("-") || !words.hasNext()) {
            return Truth.MAYBE;
        }
        String value = words.next();
        if (name.equals("-" + direction.local())) {
            return address(value).map(facts::localAddressIn).orElse(Truth.MAYBE);
        }
        if (name.equals("-" + direction.remote())) {
            return address(value).map(FlowFacts::remoteAddressIn).orElse(Truth.NO);
        }
        if (name.equals("-" + direction.networkInterface())) {
            return FlowFacts.throughInterface(value);
        }
        if (name.equals("--" + direction.local() + "port")
                || name.equals("--" + direction.local() + "ports")) {
            return ports(value);
        }
        return switch (name) {
            case "-p" -> FlowFacts.isProtocol(value).or(Truth.of(value.equals("all")));
            case "-m" -> KNOWN.contains(value) ? Truth.YES : Truth.MAYBE;
            case "--comment" -> Truth.YES;
            case "--state", "--ctstate" ->
                    split(value).stream().map(facts::inState).reduce(Truth.NO, Truth::or);
            case "--tcp-flags" -> words.hasNext() ? flags(value, words.next()) : Truth.MAYBE;
            default -> Truth.MAYBE;
        };
    }

    /** The first packet of a connection has SYN, and none of the others. */
    private Truth flags(String mask, String set) {
        if (direction == Direction.OUTPUT) {
            return Truth.MAYBE;
        }
        return Truth.of(set.equals(split(mask).contains("SYN") ? "SYN" : "NONE"));
    }

    private Truth ports(String value) {
        try {
            Truth any = Truth.NO;
            for (String part : split(value)) {
                String[] ends = part.split(":", -1);
                any =
                        any.or(
                                facts.localPortIn(
                                        Integer.parseInt(ends[0]),
                                        Integer.parseInt(ends[ends.length - 1])));
            }
            return any;
        } catch (NumberFormatException _) {
            return Truth.MAYBE;
        }
    }

    private static Optional<AddressRange> address(String value) {
        try {
            return Optional.of(AddressRange.parse(value));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static List<String> split(String value) {
        return Arrays.asList(value.split(",", -1));
    }
}
