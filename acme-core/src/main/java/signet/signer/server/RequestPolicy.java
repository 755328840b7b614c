package signet.signer.server;

import signet.signer.request.AcmeRequest;

/**
 * Decides whether a well-formed request may be signed. Called by many threads at once, before the
 * signer is asked; may take as long as a person needs for an answer.
 */
@FunctionalInterface
public interface RequestPolicy {

    /** Allows everything that is a request of ACME. */
    RequestPolicy PERMIT_ALL = (_, _, _) -> new Verdict.Allowed("no policy");

    /**
     * Decides. What it allows is signed at once.
     *
     * @param presence tells when the client leaves, whose request need not wait any longer then
     */
    Verdict decide(Client client, AcmeRequest request, Presence presence);
}
