package signet.accountd;

import signet.accountd.audit.Audit;
import signet.accountd.audit.AuditEntry;
import signet.accountd.audit.Outcome;
import signet.accountd.csr.RequestParser;
import signet.accountd.csr.RequestedNames;
import signet.accountd.csr.UnacceptableRequestException;
import signet.acme.Identifier;
import signet.signer.Signer;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeOperation;
import signet.signer.request.AcmeRequest;
import signet.signer.request.OrderTerms;
import signet.signer.server.Decision;
import signet.signer.server.Ledger;
import signet.signer.server.Verdict;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes each decision into the audit log. Thread-safe.
 *
 * @param audit the log
 * @param signer whose decisions they are
 * @param clock tells the time of a decision
 */
record AuditLedger(Audit audit, Signer signer, InstantSource clock) implements Ledger {

    /** Returns what writes into a log; nothing where there is none. */
    static Ledger of(Audit audit, Signer signer) {
        return audit.equals(Audit.NONE)
                ? Ledger.NONE
                : new AuditLedger(audit, signer, InstantSource.system());
    }

    @Override
    public void record(Decision decision) throws IOException {
        Optional<AcmeRequest> request = decision.request();
        AuditEntry.Builder entry =
                AuditEntry.builder(
                        clock.instant(),
                        request.map(known -> known.kind().toString()).orElse("unknown"),
                        outcome(decision));
        entry.peer(decision.client().peer(), decision.client().via());
        entry.rule(decision.verdict().map(Verdict::rule).orElse("ACME"));
        decision.refusal().map(Refusal::detail).ifPresent(entry::reason);
        signer.tokenSerial().ifPresent(entry::token);
        decision.text().ifPresent(text -> entry.request(digest(text), parts(text)));
        request.ifPresent(known -> describe(known, entry));
        audit.append(entry.build());
    }

    /** What the policy had allowed, and yet there is no signature, has failed. */
    private static Outcome outcome(Decision decision) {
        if (decision.refusal().isEmpty()) {
            return Outcome.SIGNED;
        }
        return decision.verdict().filter(Verdict.Allowed.class::isInstance).isPresent()
                ? Outcome.FAILED
                : Outcome.REFUSED;
    }

    private static void describe(AcmeRequest request, AuditEntry.Builder entry) {
        entry.ca(request.origin().toString()).url(request.url().toString());
        request.keyId().map(URI::toString).ifPresent(entry::account);
        switch (request.operation()) {
            case AcmeOperation.NewOrder(Set<Identifier> identifiers, OrderTerms terms) ->
                    entry.names(texts(identifiers))
                            .terms(
                                    new AuditEntry.Terms(
                                            terms.profile(),
                                            terms.notBefore(),
                                            terms.notAfter(),
                                            terms.replaces()));
            case AcmeOperation.NewAuthorization(Identifier identifier) ->
                    entry.names(List.of(identifier.toString()));
            case AcmeOperation.Finalize finalize -> {
                try {
                    RequestedNames csr = new RequestParser().names(finalize.csr().toArray());
                    entry.names(texts(csr.identifiers())).csrKey(csr.keyDigest());
                } catch (UnacceptableRequestException e) {
                    // No names are better than some of them; the request itself stands there.
                }
            }
            default -> {
                // About no names.
            }
        }
    }

    private static List<String> texts(Collection<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::toString).sorted().toList();
    }

    private static AuditEntry.Jws parts(SigningRequest text) {
        return new AuditEntry.Jws(text.protectedHeader(), text.payload());
    }

    private static String digest(SigningRequest text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            text.signingInput()
                                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
