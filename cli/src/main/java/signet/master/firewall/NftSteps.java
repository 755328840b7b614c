package signet.master.firewall;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.master.firewall.Step.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what nft's rules do to the packets of a flow. */
final class NftSteps {

    private final NftMatcher matcher;

    NftSteps(Flow flow) {
        this.matcher = new NftMatcher(new FlowFacts(flow));
    }

    /** Reads a rule; a verdict map has one step for each of its entries. */
    List<Step> of(List<JsonObject> statements) throws JsonException {
        List<Step> steps = new ArrayList<>();
        Truth applies = Truth.YES;
        for (JsonObject statement : statements) {
            String kind = kind(statement);
            applies = applies.and(condition(kind, statement));
            Optional<Step> step = verdict(kind, statement, applies);
            step.ifPresent(steps::add);
            if (kind.equals("vmap")) {
                steps.addAll(map(operand(kind, statement), applies));
            }
        }
        return steps;
    }

    private static String kind(JsonObject statement) {
        return statement.names().isEmpty() ? "" : statement.names().getFirst();
    }

    private Truth condition(String kind, JsonObject statement) throws JsonException {
        return switch (kind) {
            case "match" -> matcher.match(operand(kind, statement));
            // Above a limit nobody gets through; we hold the packets to be the few below it.
            case "limit", "ct count" ->
                    statement.object(kind).isPresent() && statement.object(kind).get().bool("inv")
                            ? Truth.NO
                            : Truth.MAYBE;
            case "xt" -> isXtMatch(statement) ? Truth.MAYBE : Truth.YES;
            default -> Truth.YES;
        };
    }

    private static boolean isXtMatch(JsonObject statement) throws JsonException {
        return statement.object("xt").isEmpty()
                || statement.object("xt").get().string("type").orElse("").equals("match");
    }

    private static Optional<Step> verdict(String kind, JsonObject statement, Truth applies)
            throws JsonException {
        return switch (kind) {
            // To queue is to let another program decide, which is not ours to overrule.
            case "accept", "queue" -> Optional.of(new Step(applies, Verdict.ACCEPT));
            case "drop", "reject" -> Optional.of(new Step(applies, Verdict.DROP));
            case "return" -> Optional.of(new Step(applies, Verdict.RETURN));
            case "jump" -> Optional.of(new Step(applies, Verdict.JUMP, target(kind, statement)));
            case "goto" -> Optional.of(new Step(applies, Verdict.GOTO, target(kind, statement)));
            case "xt" ->
                    isXtMatch(statement)
                                    || !operand(kind, statement)
                                            .string("name")
                                            .orElse("")
                                            .equals("REJECT")
                            ? Optional.empty()
                            : Optional.of(new Step(applies, Verdict.DROP));
            default -> Optional.empty();
        };
    }

    private static String target(String kind, JsonObject statement) throws JsonException {
        return operand(kind, statement).requiredString("target");
    }

    private static JsonObject operand(String kind, JsonObject statement) throws JsonException {
        return statement
                .object(kind)
                .orElseThrow(() -> new JsonException("\"" + kind + "\" says nothing"));
    }

    private List<Step> map(JsonObject map, Truth applies) throws JsonException {
        Object data = map.value("data").orElse("");
        if (!(data instanceof JsonObject entries)) {
            // A map with a name, whose entries are not listed: to drop may be among them.
            return List.of(new Step(applies.and(Truth.MAYBE), Verdict.DROP));
        }
        Optional<Object> set = entries.value("set");
        List<Step> steps = new ArrayList<>();
        if (set.isPresent() && set.get() instanceof List<?> pairs) {
            for (Object pair : pairs) {
                if (pair instanceof List<?> entry
                        && entry.size() == 2
                        && entry.getLast() instanceof JsonObject verdict) {
                    Truth key = matcher.equal(map.value("key"), entry.getFirst());
                    verdict(kind(verdict), verdict, applies.and(key)).ifPresent(steps::add);
                }
            }
        }
        return steps;
    }
}
