package signet.accountd.approval;

import java.util.List;
import java.util.Optional;

/**
 * What is left of one lease. Not thread-safe.
 *
 * <p>A server may refuse a nonce (RFC 8555 section 6.5), and the client then has the same request
 * signed with another one. The two can't be told from two orders. So what was approved, and what is
 * done once in an order, may be repeated a few times, and the order not any more once its CSR was
 * signed: then it was not refused. All requests for a CSR are for the key of the first one.
 */
final class LeaseState {

    /** How often what was approved may be signed: once, and three times more. */
    static final int EQUAL = 4;

    private final Lease lease;
    private int signatures;
    private int openings;
    private int finalizations;
    private Optional<List<String>> finalized = Optional.empty();

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

    /** Counts a request that waited for the yes itself; false where others have used it up. */
    boolean open() {
        if (!mayOpen()) {
            return false;
        }
        signatures--;
        openings++;
        return true;
    }

    private boolean mayOpen() {
        return signatures > 0 && openings < EQUAL && finalizations == 0;
    }

    boolean covers(LeaseUse use) {
        ApprovalRequest approved = lease.request();
        if (use.equals(approved.use())) {
            return mayOpen();
        }
        return signatures > 0
                && approved.operation().equals(ApprovalRequest.NEW_ORDER)
                && use.peer().equals(approved.peer())
                && use.via().equals(approved.via())
                && use.ca().equals(approved.ca())
                && follows(use);
    }

    private boolean follows(LeaseUse use) {
        return switch (use.operation()) {
            case LeaseUse.FINALIZE ->
                    use.names().equals(lease.request().names())
                            && finalizations < EQUAL
                            && use.particulars().equals(finalized.orElse(use.particulars()));
            case LeaseUse.CHALLENGE, LeaseUse.POST_AS_GET -> true;
            default -> false;
        };
    }

    /** Counts a request that is covered. */
    void use(LeaseUse use) {
        if (use.operation().equals(lease.request().operation())) {
            boolean _ = open();
            return;
        }
        signatures--;
        if (use.operation().equals(LeaseUse.FINALIZE)) {
            finalizations++;
            finalized = Optional.of(use.particulars());
        }
    }
}
