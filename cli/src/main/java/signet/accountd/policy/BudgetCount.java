package signet.accountd.policy;

import signet.config.OrderBudget;
import signet.config.PolicyRule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what is used up of a rule's budgets, as far as an order needs them. One pass over what is
 * remembered: a table of all domains would take more room than these themselves, and be as many
 * accesses to keep. Not thread-safe.
 */
final class BudgetCount implements RememberedOrders.Visitor {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final String rule;
    private final OrderBudget budget;
    private final DomainCount ofDomain;
    private final long now;
    private int inHour;
    private int inDay;

    BudgetCount(PolicyRule rule, DomainSet domains, long now) {
        this.rule = rule.name();
        this.budget = rule.budget();
        this.ofDomain = new DomainCount(domains);
        this.now = now;
    }

    @Override
    public void visit(OrderRecord order, long since) {
        if (since <= now - DAY || !order.rule().equals(rule)) {
            return;
        }
        inDay++;
        if (since > now - HOUR) {
            inHour++;
        }
        if (budget.perDomainPerDay().isPresent()) {
            ofDomain.add(order.domains());
        }
    }

    /**
     * Says which budget is used up, in words for the sender.
     *
     * @param names of the domains
     */
    Optional<String> exhausted(Map<Long, String> names) {
        if (budget.perHour().isPresent() && inHour >= budget.perHour().getAsInt()) {
            return exhausted("orders-per-hour", "");
        }
        if (budget.perDay().isPresent() && inDay >= budget.perDay().getAsInt()) {
            return exhausted("orders-per-day", "");
        }
        return budget.perDomainPerDay().isPresent()
                ? ofDomain.reaching(budget.perDomainPerDay().getAsInt())
                        .flatMap(
                                number ->
                                        exhausted(
                                                "orders-per-domain-per-day",
                                                " for " + names.get(number)))
                : Optional.empty();
    }

    private Optional<String> exhausted(String which, String what) {
        return Optional.of("rule \"" + rule + "\" has no " + which + " left" + what);
    }
}
