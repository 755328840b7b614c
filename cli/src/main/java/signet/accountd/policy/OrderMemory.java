package signet.accountd.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Where orders are remembered.
 *
 * @param directory is made where it is missing
 */
public record OrderMemory(Path directory) {

    OrderBook open(InstantSource clock) throws IOException {
        return OrderBook.open(directory, clock, MemoryLimits.DEFAULT);
    }

    /**
     * Sets aside what can't be read.
     *
     * @return how many orders that were
     * @throws StateException where a signer uses it
     */
    public int repair() throws IOException {
        try (OrderJournal journal = OrderJournal.open(directory)) {
            return journal.repair();
        }
    }
}
