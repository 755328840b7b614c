package signet.signer.server;

import signet.jose.Base64Url;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.protocol.MalformedRequestException;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.Refusal.Kind;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeOperation.ExternalAccountBinding;
import signet.signer.request.AcmeRequest;
import signet.signer.request.InvalidRequestException;
import signet.signer.request.RequestReader;
import signet.signer.verification.SignatureVerifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns request lines into answers: reads, asks the policy, signs, verifies, records, counts.
 * Thread-safe.
 */
final class Decider {

    private final Signer signer;
    private final MacSigner macSigner;
    private final RequestReader reader;
    private final RequestPolicy policy;
    private final SignatureVerifier verifier;
    private final Ledger ledger;
    private final DecisionLog log;
    private final WaitingRequests waiting;

    Decider(
            Signers signers,
            RequestReader reader,
            RequestPolicy policy,
            SignatureVerifier verifier,
            Ledger ledger,
            DecisionLog log,
            WaitingRequests waiting) {
        this.signer = signers.signer();
        this.macSigner = signers.macSigner();
        this.reader = reader;
        this.policy = policy;
        this.verifier = verifier;
        this.ledger = ledger;
        this.log = log;
        this.waiting = waiting;
    }

    /** The key, and the secrets of external accounts. */
    record Signers(Signer signer, MacSigner macSigner) {}

    Answer decide(Client client, String line, Presence presence) {
        SigningRequest text;
        try {
            text = SigningRequest.parse(line);
        } catch (MalformedRequestException e) {
            Refusal refusal = Refusal.of(Kind.PROTOCOL_VIOLATION, String.valueOf(e.getMessage()));
            return refuse(Decision.malformed(client, refusal), refusal);
        }
        AcmeRequest request;
        try {
            request = reader.read(text);
        } catch (InvalidRequestException e) {
            Refusal refusal = Refusal.of(Kind.REFUSED, e.reason());
            return refuse(Decision.invalid(client, text, refusal), refusal);
        }
        Verdict verdict = policy.decide(client, request, presence);
        return switch (verdict) {
            case Verdict.Refused(String _, String reason) ->
                    refuse(client, request, verdict, Refusal.of(Kind.REFUSED, reason));
            case Verdict.Allowed allowed -> sign(client, request, allowed, Reservation.NONE);
            case Verdict.Reserved(Verdict.Allowed allowed, Reservation reservation) -> {
                try (reservation) {
                    yield sign(client, request, allowed, reservation);
                }
            }
        };
    }

    /** Records what was no line at all. */
    void refuseLine(Client client, Refusal refusal) {
        Answer _ = refuse(Decision.malformed(client, refusal), refusal);
    }

    /**
     * Signs. What the request uses up is counted last of all, when nothing else can keep the
     * signature from leaving: whoever can make recording fail could waste others' budget.
     */
    private Answer sign(
            Client client, AcmeRequest request, Verdict.Allowed verdict, Reservation reservation) {
        byte[] signature;
        try (var _ = waiting.enter(client, request)) {
            signature = sign(request);
        } catch (SignerException e) {
            return refuse(client, request, verdict, Refusal.of(e));
        } catch (RuntimeException e) {
            // Its message was written for programmers, and may hold anything.
            String detail = "the signer failed (" + e.getClass().getName() + ")";
            return refuse(client, request, verdict, Refusal.of(Kind.KEY_UNUSABLE, detail));
        }
        try {
            ledger.record(Decision.of(client, request, verdict, Optional.empty()));
        } catch (IOException e) {
            Refusal refusal = Refusal.of(Kind.REFUSED, String.valueOf(e.getMessage()));
            log.refused(client, refusal, Optional.of(request.jws()), Optional.of(request));
            return new Answer.Refused(refusal);
        }
        try {
            reservation.commit();
        } catch (IOException e) {
            String reason = "can't be remembered: " + e.getMessage();
            return refuse(client, request, verdict, Refusal.of(Kind.REFUSED, reason));
        }
        log.signed(client, request);
        return new Answer.Signed(Base64Url.encode(signature));
    }

    private byte[] sign(AcmeRequest request) throws SignerException {
        byte[] input = request.jws().signingInput().getBytes(StandardCharsets.US_ASCII);
        if (request.operation() instanceof ExternalAccountBinding(String keyId)) {
            return macSigner.mac(request.origin(), keyId, input);
        }
        byte[] signature = signer.sign(input);
        if (!verifier.verifies(input, signature)) {
            throw new SignerException.KeyUnusable(
                    "the signature that came from the key is not valid for its public key; it was"
                            + " thrown away (is another key in its place, or the token damaged?)",
                    null);
        }
        return signature;
    }

    private Answer refuse(Client client, AcmeRequest request, Verdict verdict, Refusal refusal) {
        return refuse(Decision.of(client, request, verdict, Optional.of(refusal)), refusal);
    }

    /** What can't be recorded is refused all the same; the log says that it is not recorded. */
    private Answer refuse(Decision decision, Refusal refusal) {
        try {
            ledger.record(decision);
        } catch (IOException e) {
            log.troubled("a refusal is not recorded: " + e.getMessage());
        }
        log.refused(decision.client(), refusal, decision.text(), decision.request());
        return new Answer.Refused(refusal);
    }
}
