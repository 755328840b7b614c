package signet.accountd.policy;

import signet.acme.Identifier;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules of a policy: what none of them allows is refused. Has no memory. Thread-safe.
 *
 * @param config the policy
 */
record RuleBook(PolicyConfig config) {

    /** What the rules say. */
    sealed interface Finding {

        /**
         * These allow it; the first one that has budget left decides.
         *
         * @param rules in the order of the file, at least one
         */
        record Allowing(List<PolicyRule> rules) implements Finding {}

        /**
         * None does.
         *
         * @param rule the one that comes nearest, or {@code default}
         * @param reason for the sender
         */
        record Refusing(String rule, String reason) implements Finding {}
    }

    /** Finds the rules that allow something. */
    Finding find(Question question) {
        List<PolicyRule> allowing = new ArrayList<>();
        Optional<Finding> nearest = Optional.empty();
        for (PolicyRule rule : config.rules()) {
            if (isFor(rule, question)) {
                Optional<String> objection = objection(rule, question);
                if (objection.isEmpty()) {
                    allowing.add(rule);
                } else if (nearest.isEmpty()) {
                    nearest = Optional.of(new Finding.Refusing(rule.name(), objection.get()));
                }
            }
        }
        if (!allowing.isEmpty()) {
            return new Finding.Allowing(List.copyOf(allowing));
        }
        return nearest.orElseGet(() -> nothing(question));
    }

    private Finding nothing(Question question) {
        return new Finding.Refusing(
                "default",
                "no rule allows "
                        + question.kind()
                        + " at "
                        + question.ca().name()
                        + " to "
                        + question.peer()
                        + " by way of "
                        + question.via());
    }

    private static boolean isFor(PolicyRule rule, Question question) {
        return (rule.cas().isEmpty() || rule.cas().contains(question.ca().name()))
                && (rule.peers().isEmpty() || rule.peers().contains(question.peer()))
                && (rule.vias().isEmpty() || rule.vias().contains(question.via()))
                && rule.operations().contains(question.kind());
    }

    private static Optional<String> objection(PolicyRule rule, Question question) {
        String foreign =
                question.identifiers().stream()
                        .filter(identifier -> !allows(rule, identifier))
                        .map(Identifier::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!foreign.isEmpty()) {
            return Optional.of("rule \"" + rule.name() + "\" is not for " + foreign);
        }
        List<String> terms = rule.terms().foreign(question.terms());
        if (!terms.isEmpty()) {
            return Optional.of(
                    "rule \""
                            + rule.name()
                            + "\" allows no order with "
                            + String.join(", ", terms));
        }
        boolean inTime =
                rule.hours().isEmpty()
                        || rule.hours().stream()
                                .anyMatch(
                                        window ->
                                                window.contains(
                                                        question.now().atZone(rule.zone())));
        return inTime
                ? Optional.empty()
                : Optional.of("rule \"" + rule.name() + "\" is not for this hour");
    }

    private static boolean allows(PolicyRule rule, Identifier identifier) {
        return rule.names().stream()
                        .anyMatch(pattern -> pattern.matches(identifier, rule.wildcards()))
                || rule.addresses().stream().anyMatch(range -> range.contains(identifier));
    }
}
