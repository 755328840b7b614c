package signet.accountd.audit;

/** Where decisions are recorded. Thread-safe. */
public interface Audit extends AutoCloseable {

    /** Records nothing, for where no log is wanted. */
    Audit NONE =
            new Audit() {
                @Override
                public void append(AuditEntry entry) {}

                @Override
                public void close() {}
            };

    /**
     * Records a decision. Returns when it is on the disk, and not before: only then may a signature
     * leave. An interrupt does not end the wait, since the outcome has to be known.
     *
     * @throws AuditException where it is not recorded; nothing may be signed then
     */
    void append(AuditEntry entry) throws AuditException;

    /** Finishes the log; more than once does no harm. */
    @Override
    void close();
}
