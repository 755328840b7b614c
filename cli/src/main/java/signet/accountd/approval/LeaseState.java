package signet.accountd.approval;

/**
 * What is left of one lease. Not thread-safe.
 *
 * <p>A server may refuse a nonce (RFC 8555 section 6.5), and the client then has the same request
 * signed with another one. The two can't be told from two orders. So what was approved, and what is
 * done once in an order, may be repeated a few times, and the order not any more once its CSR was
 * signed: then it was not refused.
 */
final class LeaseState {

    private static final int REPEATS = 3;

    private final Lease lease;
    private int signatures;
    private int openings;
    private int finalizations;

    LeaseState(Lease lease) {
        this.lease = lease;
        this.signatures = lease.request().signatures();
    }

    Lease lease() {
        return lease;
    }

    int signatures() {
        return signatures;
    }

    /** Counts a request that waited for the yes itself. */
    boolean open() {
        return take(true);
    }

    boolean covers(LeaseUse use) {
        ApprovalRequest approved = lease.request();
        if (signatures == 0
                || !use.peer().equals(approved.peer())
                || !use.via().equals(approved.via())
                || !use.ca().equals(approved.ca())) {
            return false;
        }
        if (use.operation().equals(approved.operation())) {
            return use.names().equals(approved.names())
                    && finalizations == 0
                    && openings <= REPEATS;
        }
        return approved.operation().equals(ApprovalRequest.NEW_ORDER) && follows(use);
    }

    private boolean follows(LeaseUse use) {
        return switch (use.operation()) {
            case LeaseUse.FINALIZE ->
                    use.names().equals(lease.request().names()) && finalizations <= REPEATS;
            case LeaseUse.CHALLENGE, LeaseUse.POST_AS_GET -> true;
            default -> false;
        };
    }

    /** Counts a request that is covered. */
    void use(LeaseUse use) {
        boolean opening = use.operation().equals(lease.request().operation());
        boolean _ = take(opening);
        if (!opening && use.operation().equals(LeaseUse.FINALIZE)) {
            finalizations++;
        }
    }

    private boolean take(boolean opening) {
        if (signatures == 0) {
            return false;
        }
        signatures--;
        if (opening) {
            openings++;
        }
        return true;
    }
}
