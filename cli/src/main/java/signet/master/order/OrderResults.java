package signet.master.order;

import signet.master.certificate.IssuedChain;
import signet.master.run.Messages;
import signet.master.session.TaskResults;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of the orders of a run. Certificates are installed one after the other on a thread
 * of their own: a notification command that takes long must not keep the client waiting for a
 * token. What waits for that thread is bounded, each answer and all together.
 */
public final class OrderResults implements TaskResults, AutoCloseable {

    /** Characters; some two thousand chains as CAs send them. */
    static final int MOST_WAITING = 1 << 24;

    private final Map<String, PlannedOrder> orders;
    private final Installation installation;
    private final Outcomes outcomes;
    private final Messages messages;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService installer = Executors.newSingleThreadExecutor();

    /** Waits for the results of these orders. */
    public OrderResults(
            List<PlannedOrder> orders,
            Installation installation,
            Outcomes outcomes,
            Messages messages) {
        this.orders =
                orders.stream()
                        .collect(Collectors.toMap(PlannedOrder::section, Function.identity()));
        this.installation = installation;
        this.outcomes = outcomes;
        this.messages = messages;
    }

    @Override
    public void issued(String id, String chain) {
        PlannedOrder order = orders.get(id);
        if (order == null) {
            throw new IllegalArgumentException("No such order: " + id);
        }
        if (chain.length() > IssuedChain.MAX_SIZE) {
            failed(id, "the CA's answer is longer than " + IssuedChain.MAX_SIZE + " bytes");
        } else if (waiting.get() + chain.length() > MOST_WAITING) {
            failed(
                    id,
                    "the answers that wait to be installed are longer than "
                            + MOST_WAITING
                            + " bytes in all; run again");
        } else {
            waiting.addAndGet(chain.length());
            installer.execute(() -> install(order, chain));
        }
    }

    private void install(PlannedOrder order, String chain) {
        try {
            installation.take(order, chain);
        } catch (RuntimeException e) {
            // A mistake of ours in one section must not take the others with it.
            outcomes.failed(order.section(), "internal error: " + e);
            messages.trace(e);
        } finally {
            waiting.addAndGet(-chain.length());
        }
    }

    @Override
    public void failed(String id, String error) {
        outcomes.failed(id, error);
    }

    @Override
    public void broken(String error) {
        messages.error(error);
    }

    @Override
    public void progress(String id, String message) {
        messages.progress("[" + id + "] " + message);
    }

    /** Waits until every certificate that has come is installed, and its services are told. */
    @Override
    public void close() {
        installer.close();
    }
}
