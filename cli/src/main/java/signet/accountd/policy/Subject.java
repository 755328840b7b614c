package signet.accountd.policy;

import signet.accountd.csr.CertificateRequest;
import signet.accountd.csr.RequestParser;
import signet.accountd.csr.UnacceptableRequestException;
import signet.acme.Identifier;
import signet.signer.request.AcmeOperation;
import signet.signer.request.AcmeRequest;

import java.util.Optional;
import java.util.Set;

/**
 * What a request is about.
 *
 * @param identifiers its names and addresses; empty where it is about none
 * @param csr the certificate request in it
 */
record Subject(Set<Identifier> identifiers, Optional<CertificateRequest> csr) {

    /** What a request is about can't be found out. The message is the reason. */
    static final class UnreadableException extends Exception {
        UnreadableException(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static Subject of(AcmeRequest request) throws UnreadableException {
        return switch (request.operation()) {
            case AcmeOperation.NewOrder(Set<Identifier> identifiers) -> about(identifiers);
            case AcmeOperation.NewAuthorization(Identifier identifier) -> about(Set.of(identifier));
            case AcmeOperation.Finalize finalize -> {
                try {
                    CertificateRequest csr = new RequestParser().parse(finalize.csr().toArray());
                    yield new Subject(csr.identifiers(), Optional.of(csr));
                } catch (UnacceptableRequestException e) {
                    throw new UnreadableException(
                            "the certificate request is refused: " + e.reason());
                }
            }
            case AcmeOperation.Revocation revocation ->
                    about(CertificateNames.of(revocation.certificate().toArray()));
            case AcmeOperation.NewAccount _,
                    AcmeOperation.AccountLookup _,
                    AcmeOperation.AccountUpdate _,
                    AcmeOperation.ExternalAccountBinding _,
                    AcmeOperation.Deactivation _,
                    AcmeOperation.KeyChange _,
                    AcmeOperation.Challenge _,
                    AcmeOperation.PostAsGet _ ->
                    about(Set.of());
        };
    }

    private static Subject about(Set<Identifier> identifiers) {
        return new Subject(identifiers, Optional.empty());
    }
}
