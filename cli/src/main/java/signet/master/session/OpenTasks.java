package signet.master.session;

import signet.control.ClientTask;
import signet.jose.JsonException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tasks that have no result yet, by their IDs: what the client may answer, and how. Used by one
 * thread.
 */
final class OpenTasks {

    private final Map<String, ClientTask> tasks = new LinkedHashMap<>();
    private int names;

    /**
     * Opens tasks.
     *
     * @throws IllegalArgumentException where one has no result, or two have one ID
     */
    OpenTasks(List<ClientTask> tasks) {
        for (ClientTask task : tasks) {
            if (this.tasks.putIfAbsent(id(task), task) != null) {
                throw new IllegalArgumentException("Two tasks with the ID " + id(task));
            }
            names += names(task);
        }
    }

    boolean isOpen(String id) {
        return tasks.containsKey(id);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    int size() {
        return tasks.size();
    }

    /** Returns the number of names in the orders that are open. */
    int names() {
        return names;
    }

    /**
     * Closes a task by a result of its own kind.
     *
     * @throws JsonException where no such task is open, or it is of another kind
     */
    void close(String id, Class<? extends ClientTask> kind) throws JsonException {
        ClientTask task = tasks.get(id);
        if (task == null) {
            throw new JsonException("a result for a task that is not open");
        }
        if (!kind.isInstance(task)) {
            throw new JsonException("a result of another kind than its task");
        }
        tasks.remove(id);
        names -= names(task);
    }

    /** Closes all, and returns their IDs in the order in which they were opened. */
    List<String> closeAll() {
        List<String> ids = List.copyOf(tasks.keySet());
        tasks.clear();
        names = 0;
        return ids;
    }

    private static int names(ClientTask task) {
        return task instanceof ClientTask.Order order ? Set.copyOf(order.identifiers()).size() : 0;
    }

    private static String id(ClientTask task) {
        return switch (task) {
            case ClientTask.Order order -> order.id();
            case ClientTask.Revoke revoke -> revoke.id();
            case ClientTask.Account _ -> ClientSession.ACCOUNT;
            case ClientTask.Start _,
                    ClientTask.End _,
                    ClientTask.TokenDone _,
                    ClientTask.SignerReplaced _ ->
                    throw new IllegalArgumentException("Not a task with a result");
        };
    }
}
