package signet.accountd;

import signet.accountd.policy.Explanation;
import signet.config.OrderBudget;
import signet.config.PolicyCa;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;
import signet.config.PolicyTerms;
import signet.signer.request.OperationKind;
import signet.text.Printable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Policies in words for people. */
final class PolicyText {

    private PolicyText() {}

    static List<String> of(PolicyConfig config) {
        List<String> lines = new ArrayList<>();
        for (PolicyCa ca : config.cas().values()) {
            lines.add("CA " + ca.name() + ": " + joined(ca.origins(), "") + account(ca));
        }
        config.rules().forEach(rule -> lines.addAll(of(rule)));
        lines.add(
                config.rules().isEmpty()
                        ? "There is no rule: nothing is signed."
                        : "Everything else is refused.");
        return lines;
    }

    private static String account(PolicyCa ca) {
        return ca.account().map(url -> ", account " + url).orElse("")
                + ca.externalKeyId().map(id -> ", external account " + id).orElse("");
    }

    private static List<String> of(PolicyRule rule) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Rule "
                        + rule.name()
                        + ": "
                        + joined(rule.peers(), "anybody")
                        + (rule.vias().isEmpty() ? "" : " by way of " + joined(rule.vias(), ""))
                        + " at "
                        + joined(rule.cas(), "any of these CAs")
                        + " may ask for "
                        + joined(rule.operations(), "nothing"));
        String names =
                Stream.concat(
                                rule.names().stream().map(name -> name.text()),
                                rule.addresses().stream().map(Object::toString))
                        .collect(Collectors.joining(", "));
        lines.add(
                "  for "
                        + (names.isEmpty() ? "no name" : names)
                        + (rule.wildcards() ? ", wildcards too" : ""));
        terms(rule.terms(), lines);
        budget(rule.budget(), lines);
        if (!rule.hours().isEmpty()) {
            lines.add("  at certain hours only, " + rule.zone());
        }
        for (OperationKind kind : OperationKind.values()) {
            if (rule.operations().contains(kind) && rule.approval().isAsked(kind)) {
                int persons = rule.approval().persons(kind);
                lines.add(
                        "  "
                                + kind
                                + " after the yes of "
                                + (persons == 1 ? "a person" : persons + " persons"));
            }
        }
        return lines;
    }

    private static void terms(PolicyTerms terms, List<String> lines) {
        List<String> allowed = new ArrayList<>();
        if (!terms.profiles().isEmpty()) {
            allowed.add("profiles " + joined(terms.profiles(), ""));
        }
        if (terms.validity()) {
            allowed.add("notBefore and notAfter");
        }
        if (terms.replaces()) {
            allowed.add("replaces");
        }
        if (!allowed.isEmpty()) {
            lines.add("  in orders also " + String.join("; ", allowed));
        }
    }

    private static void budget(OrderBudget budget, List<String> lines) {
        add(budget.perHour(), "orders an hour", lines);
        add(budget.perDay(), "orders a day", lines);
        add(budget.perDomainPerDay(), "orders a day for one registered domain", lines);
    }

    private static void add(OptionalInt number, String what, List<String> lines) {
        number.ifPresent(value -> lines.add("  at most " + value + " " + what));
    }

    private static String joined(Collection<?> values, String none) {
        return values.isEmpty()
                ? none
                : values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    static List<String> of(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add(
                Printable.of(
                        explanation.operation().orElse("no request of ACME")
                                + explanation.ca().map(ca -> " at " + ca).orElse("")));
        explanation.url().ifPresent(url -> lines.add("  url      " + Printable.of(url)));
        explanation.account().ifPresent(url -> lines.add("  account  " + Printable.of(url)));
        if (!explanation.names().isEmpty()) {
            lines.add("  names    " + Printable.of(String.join(", ", explanation.names())));
        }
        if (!explanation.terms().texts().isEmpty()) {
            lines.add("  terms    " + String.join(", ", explanation.terms().texts()));
        }
        lines.add("  header   " + explanation.header());
        lines.add("  payload  " + explanation.payload());
        lines.add(
                "  "
                        + (explanation.allowed() ? "ALLOWED" : "REFUSED")
                        + " by rule \""
                        + explanation.rule()
                        + "\""
                        + explanation.reason().map(why -> ": " + Printable.of(why)).orElse(""));
        return lines;
    }
}
