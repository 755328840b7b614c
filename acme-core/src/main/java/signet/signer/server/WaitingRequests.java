package signet.signer.server;

import signet.signer.deadline.DeadlineTimer;
import signet.signer.request.AcmeRequest;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Knows the requests that are with the signer, and tells the log when one of them waits for long:
 * perhaps a token blinks and a person has to touch it. A request costs two accesses of a map; the
 * timer runs while there are requests only. Thread-safe.
 */
final class WaitingRequests {

    private final DeadlineTimer timer;
    private final DecisionLog log;
    private final Duration patience;
    private final Duration period;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private volatile long reportedAt;
    private volatile boolean reported;

    /**
     * Makes one.
     *
     * @param patience after how long a request is worth a line, and how long there is no other line
     */
    WaitingRequests(DeadlineTimer timer, DecisionLog log, Duration patience) {
        this.timer = timer;
        this.log = log;
        this.patience = patience;
        this.period = patience.dividedBy(8);
    }

    /** One request, for as long as it is with the signer; each is itself alone. */
    final class Waiting implements AutoCloseable {
        private final Client client;
        private final AcmeRequest request;
        private final long since = System.nanoTime();
        private volatile boolean told;

        Waiting(Client client, AcmeRequest request) {
            this.client = client;
            this.request = request;
        }

        private boolean isLong(long now) {
            return !told && now - since >= patience.toNanos();
        }

        @Override
        public void close() {
            waiting.remove(this);
        }
    }

    /** Notes that a request goes to the signer; to be closed when the signer has answered. */
    Waiting enter(Client client, AcmeRequest request) {
        Waiting entry = new Waiting(client, request);
        waiting.add(entry);
        tick();
        return entry;
    }

    private void tick() {
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            timer.watch(period, this::look);
        }
    }

    private void look() {
        long now = System.nanoTime();
        if (!reported || now - reportedAt >= patience.toNanos()) {
            report(now);
        }
        ticking.set(false);
        if (!waiting.isEmpty()) {
            tick();
        }
    }

    private void report(long now) {
        List<Waiting> late =
                waiting.stream()
                        .filter(entry -> entry.isLong(now))
                        .sorted(Comparator.comparingLong(entry -> entry.since - now))
                        .toList();
        if (late.isEmpty()) {
            return;
        }
        late.forEach(entry -> entry.told = true);
        reportedAt = now;
        reported = true;
        Waiting first = late.getFirst();
        log.waiting(
                first.client, first.request, Duration.ofNanos(now - first.since), late.size() - 1);
    }
}
