package signet.accountd.approval;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what was approved, in memory alone: after a restart persons are asked anew. A lease is
 * good for one peer, by the way it came, at one CA. Thread-safe.
 */
public final class Leases {

    private final TimeSource time;
    private final Restraint restraint;
    private final Map<String, LeaseState> states = new LinkedHashMap<>();

    /**
     * Makes one without any lease.
     *
     * @param restraint is told of leases that a person ends
     */
    public Leases(TimeSource time, Restraint restraint) {
        this.time = time;
        this.restraint = restraint;
    }

    /**
     * What is left of a lease.
     *
     * @param lease the lease
     * @param signatures how many signatures
     * @param left how much time
     */
    public record Rest(Lease lease, int signatures, Duration left) {}

    synchronized Lease grant(String id, ApprovalRequest request) {
        Lease lease = new Lease(id, request, time.now());
        states.put(id, new LeaseState(lease));
        return lease;
    }

    /** Counts a request that waited for the yes; false where others have used it up by now. */
    synchronized boolean open(Lease lease) {
        dropEnded();
        LeaseState state = states.get(lease.id());
        return state != null && state.open();
    }

    /**
     * Counts one signature of a lease that covers a request. Where several do, the one with the
     * most signatures left, so that none runs dry before its order is finalized.
     *
     * @return the lease; empty where none covers it, so that a person has to be asked
     */
    public synchronized Optional<Lease> use(LeaseUse use) {
        dropEnded();
        Optional<LeaseState> covering =
                states.values().stream()
                        .filter(state -> state.covers(use))
                        .max(Comparator.comparingInt(LeaseState::signatures));
        covering.ifPresent(state -> state.use(use));
        return covering.map(LeaseState::lease);
    }

    /** Ends a lease early, which is a no to what was approved; returns it where there was one. */
    public synchronized Optional<Lease> end(String id, Person by) {
        dropEnded();
        Optional<Lease> ended = Optional.ofNullable(states.remove(id)).map(LeaseState::lease);
        ended.ifPresent(lease -> restraint.refused(lease.request(), new Grant.Denied(by)));
        return ended;
    }

    /** Returns the leases of which something is left, the oldest first. */
    public synchronized List<Rest> all() {
        dropEnded();
        return states.values().stream()
                .map(state -> new Rest(state.lease(), state.signatures(), left(state.lease())))
                .toList();
    }

    private void dropEnded() {
        states.values().removeIf(state -> state.signatures() == 0 || left(state.lease()).isZero());
    }

    private Duration left(Lease lease) {
        return time.left(lease.since(), lease.request().lease());
    }
}
