package signet.accountd.audit;

import signet.accountd.audit.chain.Position;

/**
 * Is told what happens to the log itself. Called by the thread that writes, so it must not wait.
 */
public interface AuditEvents {

    /** A checkpoint was signed, and is on the disk. To be noted on another machine. */
    void checkpoint(Position position);

    /** Something went wrong that does not keep us from recording. */
    void warning(String problem);
}
