package signet.accountd.approval;

/**
 * What persons have approved: some signatures for one peer at one CA, for some time. What is left
 * of it, {@link Leases} knows.
 *
 * @param id tells it apart from others; that of the question
 * @param request what was approved
 * @param since when the last yes was given
 */
public record Lease(String id, ApprovalRequest request, TimeSource.Moment since) {}
