package signet.config;

import signet.signer.request.OperationKind;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * What a policy allows: section {@code [allow NAME]}. A list that is empty is no condition, but for
 * names and addresses: where both are, no name is allowed.
 *
 * @param name how messages call it
 * @param cas the names of CAs
 * @param peers users that the kernel vouches for
 * @param vias ways by which peers come
 * @param operations what may be asked for
 * @param names for which DNS names
 * @param wildcards whether endings in {@code names} also mean wildcards
 * @param addresses for which IP addresses
 * @param terms what else orders may ask for
 * @param hours when
 * @param zone the time zone of the hours
 * @param budget how often
 * @param approval which of these a person must approve, and how
 */
public record PolicyRule(
        String name,
        Set<String> cas,
        Set<String> peers,
        Set<String> vias,
        Set<OperationKind> operations,
        List<NamePattern> names,
        boolean wildcards,
        List<AddressRange> addresses,
        PolicyTerms terms,
        List<TimeWindow> hours,
        ZoneId zone,
        OrderBudget budget,
        PolicyApproval approval) {

    static final List<String> KEYS =
            List.of(
                    "ca",
                    "peers",
                    "via",
                    "operations",
                    "names",
                    "wildcards",
                    "addresses",
                    PolicyTerms.PROFILES,
                    PolicyTerms.VALIDITY,
                    PolicyTerms.REPLACES,
                    "hours",
                    "time-zone",
                    "orders-per-hour",
                    "orders-per-day",
                    "orders-per-domain-per-day",
                    "ask",
                    "persons",
                    "lease-minutes",
                    "lease-signatures");

    /** What a certificate takes, and looking up the account. */
    private static final Set<OperationKind> ISSUANCE =
            EnumSet.of(
                    OperationKind.ACCOUNT_LOOKUP,
                    OperationKind.NEW_ORDER,
                    OperationKind.CHALLENGE,
                    OperationKind.FINALIZE,
                    OperationKind.POST_AS_GET);

    private static final String ISSUANCE_WORD = "issuance";
    private static final int MOST_ORDERS = 1_000_000;

    /** Copies the lists. */
    public PolicyRule {
        cas = Set.copyOf(cas);
        peers = Set.copyOf(peers);
        vias = Set.copyOf(vias);
        operations = Set.copyOf(operations);
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
        hours = List.copyOf(hours);
    }

    /** Says whether it bounds the number of orders. */
    public boolean hasBudget() {
        return budget.perHour().isPresent()
                || budget.perDay().isPresent()
                || budget.perDomainPerDay().isPresent();
    }

    static PolicyRule of(String name, SectionReader section, Set<String> knownCas)
            throws ConfigException {
        section.allow(KEYS);
        Set<String> cas = Set.copyOf(words(section, "ca"));
        for (String ca : cas) {
            if (!knownCas.contains(ca)) {
                throw section.filled("ca")
                        .orElseThrow()
                        .error(
                                "there is no section [ca "
                                        + ca
                                        + "]; "
                                        + Spelling.mend(ca, knownCas));
            }
        }
        Set<OperationKind> operations = operations(section, "operations", ISSUANCE);
        return new PolicyRule(
                name,
                cas,
                Set.copyOf(words(section, "peers")),
                Set.copyOf(words(section, "via")),
                operations,
                list(section, "names", NamePattern::parse),
                section.yesNo("wildcards", false),
                list(section, "addresses", AddressRange::parse),
                PolicyTerms.of(section),
                hours(section),
                zone(section),
                new OrderBudget(
                        budget(section, "orders-per-hour"),
                        budget(section, "orders-per-day"),
                        budget(section, "orders-per-domain-per-day")),
                approval(section, operations));
    }

    private static PolicyApproval approval(SectionReader section, Set<OperationKind> operations)
            throws ConfigException {
        Set<OperationKind> ask = operations(section, "ask", Set.of());
        for (OperationKind kind : ask) {
            if (!operations.contains(kind)) {
                throw section.filled("ask")
                        .orElseThrow()
                        .error("\"" + kind + "\" is not among the operations of this rule");
            }
        }
        return new PolicyApproval(
                ask,
                section.number("persons", 1, PolicyApproval.MOST_PERSONS),
                Duration.ofMinutes(
                        section.number("lease-minutes", 15, 1, PolicyApproval.MOST_MINUTES)),
                section.number("lease-signatures", 30, 1, PolicyApproval.MOST_SIGNATURES));
    }

    private static OptionalInt budget(SectionReader section, String key) throws ConfigException {
        return section.number(key, 0, MOST_ORDERS);
    }

    private static List<String> words(SectionReader section, String key) {
        return section.filled(key).map(Lists::words).orElse(List.of());
    }

    private static <T> List<T> list(SectionReader section, String key, Function<String, T> parse)
            throws ConfigException {
        Optional<IniEntry> entry = section.filled(key);
        return entry.isEmpty()
                ? List.of()
                : Lists.parse(entry.get(), Lists.words(entry.get()), parse);
    }

    private static List<TimeWindow> hours(SectionReader section) throws ConfigException {
        Optional<IniEntry> entry = section.filled("hours");
        return entry.isEmpty()
                ? List.of()
                : Lists.parse(entry.get(), Lists.parts(entry.get()), TimeWindow::parse);
    }

    private static ZoneId zone(SectionReader section) throws ConfigException {
        Optional<IniEntry> entry = section.filled("time-zone");
        try {
            return entry.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(entry.get().value());
        } catch (DateTimeException e) {
            throw entry.orElseThrow().error("no such time zone; write it like Europe/Berlin");
        }
    }

    private static Set<OperationKind> operations(
            SectionReader section, String key, Set<OperationKind> unset) throws ConfigException {
        Optional<IniEntry> entry = section.filled(key);
        if (entry.isEmpty()) {
            return unset;
        }
        Set<OperationKind> kinds = EnumSet.noneOf(OperationKind.class);
        for (String word : Lists.words(entry.get())) {
            if (word.equals(ISSUANCE_WORD)) {
                kinds.addAll(ISSUANCE);
            } else {
                kinds.add(operation(entry.get(), word));
            }
        }
        return kinds;
    }

    private static OperationKind operation(IniEntry entry, String word) throws ConfigException {
        List<String> known = new ArrayList<>(List.of(ISSUANCE_WORD));
        for (OperationKind kind : OperationKind.values()) {
            known.add(kind.toString());
        }
        return OperationKind.of(word)
                .orElseThrow(
                        () ->
                                entry.error(
                                        "unknown operation \""
                                                + word
                                                + "\"; "
                                                + Spelling.mend(word, known)));
    }
}
