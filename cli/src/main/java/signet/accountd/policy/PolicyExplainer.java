package signet.accountd.policy;

import signet.accountd.policy.Assessor.Assessment;
import signet.acme.Identifier;
import signet.config.PolicyCa;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;
import signet.jose.JsonException;
import signet.signer.protocol.MalformedRequestException;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeOperation;
import signet.signer.request.AcmeRequest;
import signet.signer.request.InvalidRequestException;
import signet.signer.request.OrderTerms;
import signet.text.Printable;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Explains what a policy says to requests that were seen somewhere. Thread-safe.
 *
 * @param config the policy
 * @param peer who asked, where a request doesn't tell
 * @param via how it came, where a request doesn't tell
 * @param clock at which time rules are asked
 */
public record PolicyExplainer(PolicyConfig config, String peer, String via, InstantSource clock) {

    /**
     * Explains one.
     *
     * @param line a line of the signing protocol, a flattened JWS, or a line of an audit log
     * @return the explanation; empty where the line is none of them
     */
    public Optional<Explanation> explain(String line) {
        CapturedRequest captured;
        try {
            captured = CapturedRequest.parse(line);
        } catch (JsonException | MalformedRequestException e) {
            return Optional.empty();
        }
        try {
            AcmeRequest request = captured.read();
            return Optional.of(explain(captured, request));
        } catch (InvalidRequestException | JsonException e) {
            return Optional.of(
                    new Explanation(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            OrderTerms.NONE,
                            header(captured.text()),
                            payload(captured.text()),
                            false,
                            "ACME",
                            Optional.of(String.valueOf(e.getMessage()))));
        }
    }

    private Explanation explain(CapturedRequest captured, AcmeRequest request) {
        Assessment assessment = assess(captured, request);
        return new Explanation(
                Optional.of(request.kind().toString()),
                Cas.of(config, request).map(PolicyCa::name),
                Optional.of(request.url().toString()),
                request.keyId().map(URI::toString),
                names(request),
                terms(request),
                header(request.jws()),
                payload(request.jws()),
                assessment instanceof Assessment.Allowed,
                rule(assessment),
                remark(assessment));
    }

    private Assessment assess(CapturedRequest captured, AcmeRequest request) {
        Assessment assessment =
                new Assessor(config, Optional.empty())
                        .assess(
                                captured.peer().orElse(peer),
                                captured.via().orElse(via),
                                request,
                                clock.instant());
        if (assessment instanceof Assessment.Allowed allowed) {
            Optional<String> objection = allowed.csr().flatMap(CsrCheck::objection);
            if (objection.isPresent()) {
                return new Assessment.Refused(Assessor.DEFAULT, objection.get());
            }
        }
        return assessment;
    }

    private static List<String> names(AcmeRequest request) {
        try {
            return Subject.of(request).identifiers().stream()
                    .map(Identifier::toString)
                    .sorted()
                    .toList();
        } catch (Subject.UnreadableException e) {
            return List.of();
        }
    }

    private static OrderTerms terms(AcmeRequest request) {
        return request.operation() instanceof AcmeOperation.NewOrder order
                ? order.terms()
                : OrderTerms.NONE;
    }

    private static String rule(Assessment assessment) {
        return switch (assessment) {
            case Assessment.Refused(String rule, String _) -> rule;
            case Assessment.Allowed(Question _, List<PolicyRule> rules, var _) ->
                    rules.getFirst().name();
        };
    }

    private static Optional<String> remark(Assessment assessment) {
        return switch (assessment) {
            case Assessment.Refused(String _, String reason) -> Optional.of(reason);
            case Assessment.Allowed(Question question, List<PolicyRule> rules, var _) -> {
                PolicyRule rule = rules.getFirst();
                int persons = rule.approval().persons(question.kind());
                yield rule.approval().isAsked(question.kind())
                        ? Optional.of(
                                "after the yes of "
                                        + (persons == 1 ? "a person" : persons + " persons"))
                        : Optional.empty();
            }
        };
    }

    private static String header(SigningRequest text) {
        return decoded(text::decodedHeader);
    }

    private static String payload(SigningRequest text) {
        return decoded(text::decodedPayload);
    }

    private static String decoded(Supplier<byte[]> part) {
        try {
            return Printable.of(part.get());
        } catch (IllegalArgumentException e) {
            return "not base64url";
        }
    }
}
