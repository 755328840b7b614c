package signet.master.order;

import signet.master.run.Messages;
import signet.master.session.TaskResults;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of the orders of a run. Certificates are installed one after the other on a thread
 * of their own: a notification command that takes long must not keep the client waiting for a
 * token.
 */
public final class OrderResults implements TaskResults, AutoCloseable {

    private final Map<String, PlannedOrder> orders;
    private final Installation installation;
    private final Outcomes outcomes;
    private final Messages messages;
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
        installer.execute(
                () -> {
                    try {
                        installation.take(order, chain);
                    } catch (RuntimeException e) {
                        // A mistake of ours in one section must not take the others with it.
                        outcomes.failed(id, "internal error: " + e);
                        messages.trace(e);
                    }
                });
    }

    @Override
    public void failed(String id, String error) {
        outcomes.failed(id, error);
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
