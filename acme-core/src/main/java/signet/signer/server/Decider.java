package signet.signer.server;

import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.protocol.MalformedRequestException;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.Refusal.Kind;
import signet.signer.protocol.SigningRequest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Turns request lines into answers: checks, asks the policy, signs, and logs. Thread-safe. */
final class Decider {

    private final Signer signer;
    private final RequestPolicy policy;
    private final DecisionLog log;
    private final WaitingRequests waiting;

    Decider(Signer signer, RequestPolicy policy, DecisionLog log, WaitingRequests waiting) {
        this.waiting = waiting;
        this.signer = signer;
        this.policy = policy;
        this.log = log;
    }

    Answer decide(Client client, String line) {
        try {
            return decide(client, SigningRequest.parse(line));
        } catch (MalformedRequestException e) {
            Refusal refusal = Refusal.of(Kind.PROTOCOL_VIOLATION, String.valueOf(e.getMessage()));
            return refuse(client, refusal, Optional.empty(), Optional.empty());
        }
    }

    private Answer decide(Client client, SigningRequest request) {
        try {
            return decide(client, AcmeRequest.of(request, signer.algorithm()));
        } catch (AcmeRequest.InvalidRequestException e) {
            Refusal refusal = Refusal.of(Kind.REFUSED, e.reason());
            return refuse(client, refusal, Optional.of(request), Optional.empty());
        }
    }

    private Answer decide(Client client, AcmeRequest request) {
        Optional<String> objection = policy.objection(client, request);
        if (objection.isPresent()) {
            return refuse(client, Refusal.of(Kind.REFUSED, objection.get()), request);
        }
        byte[] input = request.jws().signingInput().getBytes(StandardCharsets.US_ASCII);
        byte[] signature;
        try (var _ = waiting.enter(client, request)) {
            signature = signer.sign(input);
        } catch (SignerException e) {
            return refuse(client, Refusal.of(e), request);
        } catch (RuntimeException e) {
            // Its message was written for programmers, and may hold anything.
            String detail = "the signer failed (" + e.getClass().getName() + ")";
            return refuse(client, Refusal.of(Kind.KEY_UNUSABLE, detail), request);
        }
        log.signed(client, request);
        return new Answer.Signed(Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    private Answer refuse(Client client, Refusal refusal, AcmeRequest request) {
        return refuse(client, refusal, Optional.of(request.jws()), Optional.of(request));
    }

    private Answer refuse(
            Client client,
            Refusal refusal,
            Optional<SigningRequest> request,
            Optional<AcmeRequest> acme) {
        log.refused(client, refusal, request, acme);
        return new Answer.Refused(refusal);
    }
}
