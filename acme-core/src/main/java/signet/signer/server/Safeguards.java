package signet.signer.server;

import java.util.Optional;

/**
 * What stands between the clients and the key.
 *
 * @param keyId the URL of the one account that clients may use; with it, they are not told the JWK
 * @param externalAccounts the secrets of accounts elsewhere
 * @param policy what may be signed
 * @param ledger where each decision is recorded
 */
public record Safeguards(
        Optional<String> keyId, MacSigner externalAccounts, RequestPolicy policy, Ledger ledger) {

    /** Requests must be of ACME, and nothing else is asked. */
    public static final Safeguards NONE =
            new Safeguards(Optional.empty(), MacSigner.NONE, RequestPolicy.PERMIT_ALL, Ledger.NONE);
}
