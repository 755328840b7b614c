package signet.accountd.approval;

import signet.limits.Rate;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A request that waits for persons, from the moment it is asked until it is over. Thread-safe. */
public final class Question {

    private final String id;
    private final ApprovalRequest request;
    private final Rate.Ticket ticket;
    private final String text;
    private final Clockwork clockwork;
    private final TimeSource.Moment asked;
    private final CompletableFuture<Grant> outcome = new CompletableFuture<>();
    private final Set<Person> agreed = new LinkedHashSet<>();
    private final Set<Way> ways;
    private int waiters = 1;
    private boolean over;

    /**
     * What a question needs of its surroundings.
     *
     * @param time tells when it is over
     * @param restraint where a no is remembered; knows how long persons have
     * @param leases where a yes is remembered
     * @param log is told
     */
    record Clockwork(TimeSource time, Restraint restraint, Leases leases, ApprovalLog log) {
        Duration limit() {
            return restraint.limits().timeout();
        }
    }

    /**
     * Begins one.
     *
     * @param ticket by which it was counted
     */
    Question(
            String id,
            ApprovalRequest request,
            Rate.Ticket ticket,
            List<Way> ways,
            Clockwork clockwork) {
        this.id = id;
        this.request = request;
        this.ticket = ticket;
        this.text = QuestionText.of(request);
        this.ways = new LinkedHashSet<>(ways);
        this.clockwork = clockwork;
        this.asked = clockwork.time().now();
    }

    /** Returns the name that persons type. */
    public String id() {
        return id;
    }

    /** Returns what is asked. */
    public ApprovalRequest request() {
        return request;
    }

    /** Returns the same in one sentence of printable ASCII, without a full stop. */
    public String text() {
        return text;
    }

    /** Returns for how long it waits. */
    public Duration age() {
        return clockwork.time().since(asked);
    }

    /** Returns how long it still waits; zero where it is over, or about to be. */
    public Duration left() {
        return clockwork.time().left(asked, clockwork.limit());
    }

    /** Returns how long persons have, from the beginning. */
    public Duration limit() {
        return clockwork.limit();
    }

    /** Returns who said yes up to now, in order. */
    public synchronized List<Person> agreed() {
        return List.copyOf(agreed);
    }

    /** Says whether an answer comes too late. */
    public boolean isOver() {
        return outcome.isDone();
    }

    /** Returns the name of the rule that asks, in printable ASCII. */
    public String rule() {
        return QuestionText.safe(request.rule());
    }

    /** Says in a few words how it ended, to a person who was about to answer. */
    public String ending() {
        return switch (outcome.getNow(new Grant.Cancelled())) {
            case Grant.Granted(_, List<Person> by) ->
                    "approved elsewhere, by " + by.getLast().name();
            case Grant.Denied(Person by) -> "denied elsewhere, by " + by.name();
            case Grant.TimedOut _ -> "the time for an answer is over";
            case Grant.NobodyToAsk _, Grant.NotAsked _ -> "it is no longer asked";
            case Grant.Cancelled _ -> "the client does not wait any more";
        };
    }

    /** Has something done when the question is over; at once where it is. Must not block. */
    public void whenOver(Runnable action) {
        CompletableFuture<Void> _ = outcome.thenRun(action);
    }

    /**
     * Takes a person's yes.
     *
     * @param way by which way it came
     */
    public Answer yes(Person person, Way way) {
        Answer answer;
        Grant grant = null;
        synchronized (this) {
            answer = count(person, way);
            if (answer.kind() == Answer.Kind.APPROVED) {
                over = true;
                grant =
                        new Grant.Granted(
                                clockwork.leases().grant(id, request), List.copyOf(agreed));
                clockwork.restraint().ended(request, ticket, grant);
            }
        }
        if (grant != null) {
            publish(grant);
        } else {
            clockwork.log().answered(this, person, answer.text());
            boolean _ = endWhereNobodyIsLeft();
        }
        return answer;
    }

    private Answer count(Person person, Way way) {
        if (over || left().isZero()) {
            return Answer.over();
        }
        if (isOwn(person, way)) {
            return Answer.own(person);
        }
        boolean counts = agreed.add(person);
        int missing = request.persons() - agreed.size();
        if (missing == 0) {
            return Answer.approved();
        }
        return counts ? Answer.counted(missing) : Answer.again(person, missing);
    }

    /**
     * Where one yes is enough, a person at a keyboard may approve what her own programs ask: they
     * can't press keys. What comes by a socket may come from them, and two persons are two.
     */
    private boolean isOwn(Person person, Way way) {
        return request.user().filter(person::equals).isPresent()
                && (request.persons() > 1 || !way.showsPresence());
    }

    /** Takes a person's no, which ends the question, however many have said yes. */
    public Answer no(Person person) {
        if (end(new Grant.Denied(person))) {
            return Answer.denied();
        }
        return Answer.over();
    }

    /** A way leads to nobody, or not any more. Where it was the last one, the question is over. */
    public void gaveUp(Way way) {
        synchronized (this) {
            ways.remove(way);
        }
        boolean _ = endWhereNobodyIsLeft();
    }

    /** Returns whether this has ended it. */
    boolean endWhereNobodyIsLeft() {
        List<Way> open;
        Set<Person> reachable;
        synchronized (this) {
            if (over) {
                return false;
            }
            open = List.copyOf(ways);
            reachable = new LinkedHashSet<>(agreed);
        }
        Set<Person> excluded = new HashSet<>();
        for (Way way : open) {
            for (Person person : persons(way)) {
                boolean _ = (isOwn(person, way) ? excluded : reachable).add(person);
            }
        }
        if (reachable.size() < request.persons()) {
            excluded.removeAll(reachable);
            return end(new Grant.NobodyToAsk(Mend.of(request, reachable, excluded)));
        }
        return false;
    }

    private Set<Person> persons(Way way) {
        try {
            return way.persons();
        } catch (IOException e) {
            clockwork.log().warning(way.name() + " leads to nobody: " + e.getMessage());
            return Set.of();
        }
    }

    /** Another request shares the question; false where it is over. */
    synchronized boolean join() {
        if (over || left().isZero()) {
            return false;
        }
        waiters++;
        return true;
    }

    /** A request does not wait any more; with the last one the question is over. */
    void leave() {
        boolean last;
        synchronized (this) {
            waiters--;
            last = waiters == 0;
        }
        if (last) {
            boolean _ = end(new Grant.Cancelled());
        }
    }

    synchronized int waiters() {
        return waiters;
    }

    CompletableFuture<Grant> outcome() {
        return outcome;
    }

    /** Ends the question; false where it was over. */
    boolean end(Grant grant) {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            // Before anybody can ask the same again.
            clockwork.restraint().ended(request, ticket, grant);
        }
        publish(grant);
        return true;
    }

    /** Not under the lock: what is told may come back with questions of its own. */
    private void publish(Grant grant) {
        clockwork.log().over(this, grant);
        boolean _ = outcome.complete(grant);
    }
}
