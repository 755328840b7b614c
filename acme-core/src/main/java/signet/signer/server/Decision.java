package signet.signer.server;

import signet.signer.protocol.Refusal;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeRequest;

import java.util.Optional;

/**
 * What became of one request.
 *
 * @param client who asked
 * @param text what was asked for, where the line was a request
 * @param request the same, where it was one of ACME
 * @param verdict what the policy said, where it was asked
 * @param refusal why nothing was signed; empty where a signature was made
 */
public record Decision(
        Client client,
        Optional<SigningRequest> text,
        Optional<AcmeRequest> request,
        Optional<Verdict> verdict,
        Optional<Refusal> refusal) {

    static Decision malformed(Client client, Refusal refusal) {
        return new Decision(
                client, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(refusal));
    }

    static Decision invalid(Client client, SigningRequest text, Refusal refusal) {
        return new Decision(
                client,
                Optional.of(text),
                Optional.empty(),
                Optional.empty(),
                Optional.of(refusal));
    }

    static Decision of(
            Client client, AcmeRequest request, Verdict verdict, Optional<Refusal> refusal) {
        return new Decision(
                client,
                Optional.of(request.jws()),
                Optional.of(request),
                Optional.of(verdict),
                refusal);
    }
}
