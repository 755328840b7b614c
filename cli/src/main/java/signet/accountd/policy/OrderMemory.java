package signet.accountd.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where orders are remembered.
 *
 * @param directory in a file there; empty for in memory, until the end of the process
 */
public record OrderMemory(Optional<Path> directory) {

    OrderBook open(InstantSource clock) throws IOException {
        return directory.isPresent()
                ? OrderBook.open(directory.get(), clock)
                : OrderBook.inMemory(clock);
    }

    /**
     * Sets aside what can't be read.
     *
     * @return how many orders that were
     * @throws StateException where there is no directory, or a signer uses it
     */
    public int repair() throws IOException {
        if (directory.isEmpty()) {
            throw new StateException(
                    "there is no \"state\" directory to repair; name it in the configuration file");
        }
        try (OrderJournal journal = OrderJournal.open(directory.get())) {
            return journal.repair();
        }
    }
}
