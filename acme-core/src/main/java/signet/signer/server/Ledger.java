package signet.signer.server;

import java.io.IOException;

/** Keeps a record of every decision. Called by many threads at once. */
@FunctionalInterface
public interface Ledger {

    /** Keeps none. */
    Ledger NONE = _ -> {};

    /**
     * Records a decision; returns when the record will survive a power failure. A signature leaves
     * after that only.
     *
     * @throws IOException where it can't be recorded; the message is for the operator
     */
    void record(Decision decision) throws IOException;
}
