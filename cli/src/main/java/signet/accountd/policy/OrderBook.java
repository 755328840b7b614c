package signet.accountd.policy;

import signet.config.PolicyRule;
import signet.signer.server.Reservation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers the orders of the last days: what finalize may cover, and what budgets have left.
 * Thread-safe. Nobody waits for the disk but who writes to it.
 */
final class OrderBook implements AutoCloseable {

    private final RememberedOrders orders = new RememberedOrders();
    private final Set<Claim> claims = new HashSet<>();
    private final RegisteredDomains domains = new RegisteredDomains();
    private final OrderJournal journal;
    private final InstantSource clock;
    private final MemoryLimits limits;

    private OrderBook(OrderJournal journal, InstantSource clock, MemoryLimits limits) {
        this.journal = journal;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Opens the one that a directory keeps.
     *
     * @throws StateException where it is damaged, in use, or too large
     */
    static OrderBook open(Path directory, InstantSource clock, MemoryLimits limits)
            throws IOException {
        return open(OrderJournal.open(directory), clock, limits);
    }

    /** The same, of a journal that is closed with it, and where this fails. */
    static OrderBook open(OrderJournal journal, InstantSource clock, MemoryLimits limits)
            throws IOException {
        try {
            OrderBook book = new OrderBook(journal, clock, limits);
            book.load();
            return book;
        } catch (IOException e) {
            journal.close();
            throw e;
        } catch (OutOfMemoryError e) {
            journal.close();
            throw new StateException(journal.file() + ": does not fit into memory; move it away");
        }
    }

    private void load() throws IOException {
        long now = clock.millis();
        boolean current =
                journal.read(
                        (entry, length) -> {
                            orders.add(entry, length);
                            if (orders.bytes() > limits.readable()) {
                                orders.forgetOld(now);
                                limits.checkReadable(orders.bytes(), journal.file());
                            }
                        });
        orders.forgetOld(now);
        if (!current) {
            journal.rewrite(orders.snapshot().iterator());
        } else if (journal.isWasteful(orders.bytes())) {
            tidy(orders.snapshot());
        }
        noteClock();
    }

    /** Notes the clock where that is needed; on the disk, as each restart would begin anew else. */
    private void noteClock() throws IOException {
        if (!wantsNote(clock.millis())) {
            return;
        }
        synchronized (journal) {
            long now = clock.millis();
            if (wantsNote(now)) {
                ClockNote note = new ClockNote(now);
                write(note);
                remember(note);
            }
        }
    }

    private synchronized boolean wantsNote(long now) {
        return orders.wantsNote(now);
    }

    /** Only who has the journal's lock may call it. */
    private void write(JournalEntry entry) throws IOException {
        List<JournalEntry> rest = List.of();
        synchronized (this) {
            if (journal.isWasteful(orders.bytes())) {
                rest = orders.snapshot();
            }
        }
        if (!rest.isEmpty()) {
            tidy(rest);
        }
        journal.add(entry);
    }

    /**
     * A disk that has room for a line, and none for a second file, is no reason to sign nothing.
     */
    private void tidy(List<JournalEntry> rest) {
        try {
            journal.rewrite(rest.iterator());
        } catch (IOException e) {
            // Nothing is lost by it. What a line can't be added after, adding it says.
        }
    }

    private synchronized void remember(JournalEntry entry) {
        orders.add(entry, RememberedOrders.length(entry));
    }

    /** Says whether a peer has had an order signed for exactly these names at a CA. */
    boolean has(Question question) {
        NamesDigest names = NamesDigest.of(question.identifiers());
        synchronized (this) {
            return orders.anyMatch(order -> order.covers(question, names));
        }
    }

    /** Returns what will be remembered of an order. */
    OrderDraft draft(Question question) {
        return OrderDraft.of(question, domains);
    }

    /** Says why a rule has no budget left for an order, in words for its sender. */
    Optional<String> objection(PolicyRule rule, OrderDraft draft) {
        return reserve(rule, draft, false) instanceof Booking.Refused(String reason)
                ? Optional.of(reason)
                : Optional.empty();
    }

    private Optional<String> objection(PolicyRule rule, OrderDraft draft, Claim wanted) {
        long now = clock.millis();
        orders.forgetOld(now);
        BudgetCount count = new BudgetCount(rule, wanted.order.domains(), now);
        orders.visit(now, count);
        long all = orders.bytes() + wanted.length;
        long ofSender = orders.bytes(wanted.sender) + wanted.length;
        for (Claim claim : claims) {
            count.visit(claim.order, now);
            all += claim.length;
            ofSender += claim.sender.equals(wanted.sender) ? claim.length : 0;
        }
        Optional<String> exhausted = count.exhausted(draft.domains());
        return exhausted.isPresent() ? exhausted : limits.objection(all, wanted.sender, ofSender);
    }

    /** What becomes of an order that is to be signed. */
    sealed interface Booking {

        /** There is budget for it, which is kept until the reservation ends. */
        record Reserved(Reservation reservation) implements Booking {}

        /** There is none, in words for the sender. */
        record Refused(String reason) implements Booking {}
    }

    /** Sets budget aside for an order, where the rule still has it. */
    Booking reserve(PolicyRule rule, OrderDraft draft) {
        return reserve(rule, draft, true);
    }

    private Booking reserve(PolicyRule rule, OrderDraft draft, boolean kept) {
        try {
            noteClock();
        } catch (IOException e) {
            return new Booking.Refused("orders can't be remembered: " + e.getMessage());
        }
        Claim claim = new Claim(draft.record(rule, clock.millis()), draft.sender());
        synchronized (this) {
            Optional<String> objection = objection(rule, draft, claim);
            if (objection.isPresent()) {
                return new Booking.Refused(objection.get());
            }
            if (kept) {
                claims.add(claim);
            }
        }
        return new Booking.Reserved(claim);
    }

    /** In one step, so that it is never counted twice and never not at all. */
    private synchronized void convert(Claim claim, OrderRecord order) {
        remember(order);
        remove(claim);
    }

    private synchronized void remove(Claim claim) {
        claims.remove(claim);
    }

    /** Budget that is set aside; each is itself alone. */
    private final class Claim implements Reservation {
        private final OrderRecord order;
        private final RememberedOrders.Sender sender;
        private final int length;

        Claim(OrderRecord order, RememberedOrders.Sender sender) {
            this.order = order;
            this.sender = sender;
            this.length = RememberedOrders.length(order);
        }

        /** The time is that of the writing: so entries are in the order of their times. */
        @Override
        public void commit() throws IOException {
            synchronized (journal) {
                OrderRecord made = order.at(clock.millis());
                write(made);
                convert(this, made);
            }
        }

        @Override
        public void close() {
            remove(this);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (journal) {
            journal.close();
        }
    }
}
