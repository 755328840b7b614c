package signet.accountd.policy;

import signet.accountd.csr.CertificateRequest;
import signet.accountd.csr.RequestParser;
import signet.accountd.csr.RevokedCertificate;
import signet.accountd.csr.UnacceptableRequestException;
import signet.acme.Identifier;
import signet.jose.Base64Url;
import signet.jose.Jwk;
import signet.signer.request.AcmeOperation;
import signet.signer.request.AcmeRequest;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a request is about.
 *
 * @param identifiers its names and addresses; empty where it is about none
 * @param particulars what tells it from other requests of its kind, for persons
 * @param csr the certificate request in it
 */
record Subject(
        Set<Identifier> identifiers, List<String> particulars, Optional<CertificateRequest> csr) {

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
                    yield new Subject(
                            csr.identifiers(), texts(csr.identifiers()), Optional.of(csr));
                } catch (UnacceptableRequestException e) {
                    throw new UnreadableException(
                            "the certificate request is refused: " + e.reason());
                }
            }
            case AcmeOperation.Revocation revocation -> {
                byte[] der = revocation.certificate().toArray();
                Set<Identifier> identifiers;
                try {
                    identifiers = RevokedCertificate.names(der);
                } catch (UnacceptableRequestException e) {
                    throw new UnreadableException(
                            "the certificate to revoke is refused: " + e.reason());
                }
                List<String> particulars = new ArrayList<>(texts(identifiers));
                particulars.add("SHA-256:" + sha256(der));
                // A CA also blocks the key where it is said to be compromised.
                revocation.reason().ifPresent(reason -> particulars.add("reason:" + reason));
                yield new Subject(identifiers, particulars, Optional.empty());
            }
            case AcmeOperation.KeyChange(Jwk newKey) ->
                    with(List.of("JWK-thumbprint:" + hex(Base64Url.decode(newKey.thumbprint()))));
            case AcmeOperation.Deactivation _ -> with(List.of(request.url().toString()));
            case AcmeOperation.NewAccount(List<String> contacts, boolean _) -> with(contacts);
            case AcmeOperation.AccountUpdate(List<String> contacts) -> with(contacts);
            case AcmeOperation.ExternalAccountBinding(String keyId) -> with(List.of(keyId));
            case AcmeOperation.AccountLookup _,
                    AcmeOperation.Challenge _,
                    AcmeOperation.PostAsGet _ ->
                    with(List.of());
        };
    }

    private static Subject about(Set<Identifier> identifiers) {
        return new Subject(identifiers, texts(identifiers), Optional.empty());
    }

    private static Subject with(List<String> particulars) {
        return new Subject(Set.of(), particulars, Optional.empty());
    }

    private static List<String> texts(Set<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::toString).sorted().toList();
    }

    private static String sha256(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Persons' questions are in lower case, which base64url would not survive. */
    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
