package signet.accountd.policy;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How many orders are remembered, by the bytes that they take in the file: in memory it is about as
 * much. Ordinary orders are of less than 250 bytes, so that a sender can have 4,000 a day.
 *
 * @param most all together
 */
record MemoryLimits(long most) {

    static final MemoryLimits DEFAULT = new MemoryLimits(16 * 1024 * 1024);

    private static final String ADVICE =
            " within 8 days of use (set orders-per-day in the policy; docs/policy.md tells how to"
                    + " make room)";

    /**
     * Says why there is no room, in words for the sender.
     *
     * @param all the bytes of all orders, with the one that is to be added
     * @param ofSender those of its sender
     */
    Optional<String> objection(long all, RememberedOrders.Sender sender, long ofSender) {
        if (ofSender > most / 2) {
            return Optional.of(
                    "the memory of orders is full as far as "
                            + sender.peer()
                            + " by way of "
                            + sender.via()
                            + " may fill it, "
                            + size(most / 2)
                            + ADVICE);
        }
        return all > most
                ? Optional.of("the memory of orders is full, " + size(most) + ADVICE)
                : Optional.empty();
    }

    /** Returns how much is read: an earlier version had no limit, and this is all it could hold. */
    long readable() {
        return 3 * most;
    }

    /**
     * Stops before the memory of a process is full.
     *
     * @throws StateException where there are more bytes than an earlier version can have written
     */
    void checkReadable(long bytes, Path file) throws StateException {
        if (bytes > readable()) {
            throw new StateException(
                    file
                            + ": more orders of the last days than fit into memory ("
                            + size(readable())
                            + "); move it away: budgets begin anew then, and orders that are under"
                            + " way can't be finalized");
        }
    }

    private static String size(long bytes) {
        return bytes / 1024 + " KiB";
    }
}
