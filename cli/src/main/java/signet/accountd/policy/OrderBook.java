package signet.accountd.policy;

import signet.acme.Identifier;
import signet.config.OrderBudget;
import signet.config.PolicyRule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Remembers the orders of the last days: what finalize may cover, and what budgets have left.
 * Thread-safe.
 */
final class OrderBook implements AutoCloseable {

    /** CAs keep an order for a week at most. */
    private static final Duration MEMORY = Duration.ofDays(8);

    /** More would be an attack, as each one has cost a signature. */
    private static final int MOST_ORDERS = 200_000;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Deque<OrderRecord> orders = new ArrayDeque<>();
    private final OrderJournal journal;
    private final InstantSource clock;
    private final RegisteredDomains domains = new RegisteredDomains();

    private OrderBook(OrderJournal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Opens the one that a directory keeps.
     *
     * @throws StateException where it is damaged, or in use
     */
    static OrderBook open(Path directory, InstantSource clock) throws IOException {
        OrderJournal journal = OrderJournal.open(directory);
        try {
            OrderBook book = new OrderBook(journal, clock);
            book.orders.addAll(journal.read(clock.instant().minus(MEMORY)));
            return book;
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    /** Says whether a peer has ordered exactly these names at a CA. */
    synchronized boolean has(Question question) {
        return orders.stream()
                .anyMatch(
                        order ->
                                order.peer().equals(question.peer())
                                        && order.via().equals(question.via())
                                        && order.ca().equals(question.ca().name())
                                        && order.identifiers().equals(question.identifiers()));
    }

    /** Says why a rule has no budget left for an order, in words for its sender. */
    synchronized Optional<String> objection(PolicyRule rule, Question question) {
        dropOld();
        OrderBudget budget = rule.budget();
        Predicate<OrderRecord> ofRule = order -> order.rule().equals(rule.name());
        if (budget.perHour().isPresent() && count(ofRule, HOUR) >= budget.perHour().getAsInt()) {
            return exhausted(rule, "orders-per-hour", "");
        }
        if (budget.perDay().isPresent() && count(ofRule, DAY) >= budget.perDay().getAsInt()) {
            return exhausted(rule, "orders-per-day", "");
        }
        if (budget.perDomainPerDay().isPresent()) {
            for (String domain : domainsOf(question.identifiers())) {
                Predicate<OrderRecord> same =
                        ofRule.and(order -> domainsOf(order.identifiers()).contains(domain));
                if (count(same, DAY) >= budget.perDomainPerDay().getAsInt()) {
                    return exhausted(rule, "orders-per-domain-per-day", " for " + domain);
                }
            }
        }
        return orders.size() >= MOST_ORDERS
                ? Optional.of("more orders than can be remembered were signed already")
                : Optional.empty();
    }

    private static Optional<String> exhausted(PolicyRule rule, String budget, String which) {
        return Optional.of("rule \"" + rule.name() + "\" has no " + budget + " left" + which);
    }

    private Set<String> domainsOf(Set<Identifier> identifiers) {
        return identifiers.stream().map(domains::of).collect(Collectors.toSet());
    }

    private long count(Predicate<OrderRecord> which, Duration within) {
        Instant since = clock.instant().minus(within);
        // The time first: to tell the registered domain of a name takes longer.
        return orders.stream().filter(order -> order.time().isAfter(since)).filter(which).count();
    }

    /**
     * Counts an order, where the rule still has budget for it.
     *
     * @return why not
     * @throws IOException where it can't be written to the disk; it is not counted then
     */
    synchronized Optional<String> add(PolicyRule rule, Question question) throws IOException {
        Optional<String> objection = objection(rule, question);
        if (objection.isEmpty()) {
            OrderRecord order =
                    new OrderRecord(
                            clock.instant(),
                            question.peer(),
                            question.via(),
                            question.ca().name(),
                            rule.name(),
                            question.identifiers());
            journal.add(order);
            orders.add(order);
        }
        return objection;
    }

    private void dropOld() {
        Instant oldest = clock.instant().minus(MEMORY);
        while (!orders.isEmpty() && orders.getFirst().time().isBefore(oldest)) {
            orders.removeFirst();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
