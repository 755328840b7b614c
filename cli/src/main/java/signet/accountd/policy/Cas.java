package signet.accountd.policy;

import signet.config.PolicyCa;
import signet.config.PolicyConfig;
import signet.signer.request.AcmeRequest;
import signet.signer.request.CaOrigin;

import java.net.URI;
import java.util.Optional;

/** Tells the CA of a request: by the server that its signed URL names, and by nothing else. */
final class Cas {

    private Cas() {}

    static Optional<PolicyCa> of(PolicyConfig config, AcmeRequest request) {
        return config.cas().values().stream()
                .filter(ca -> ca.origins().contains(request.origin()))
                .findFirst();
    }

    /** Says why a request's account is none of the CA. */
    static Optional<String> objection(PolicyCa ca, AcmeRequest request) {
        Optional<URI> account = request.keyId();
        if (account.isEmpty()) {
            return Optional.empty();
        }
        if (!ca.origins().contains(CaOrigin.of(account.get()))) {
            return Optional.of("the account is one of another CA than " + ca.name());
        }
        return ca.account().isEmpty() || ca.account().equals(account)
                ? Optional.empty()
                : Optional.of("the account is not the one of [ca " + ca.name() + "]");
    }
}
