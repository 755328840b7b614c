package signet.accountd.policy;

import signet.accountd.csr.RequestParser;
import signet.accountd.csr.RevokedCertificate;
import signet.accountd.csr.UnacceptableRequestException;
import signet.accountd.csr.UnverifiedRequest;
import signet.acme.Identifier;
import signet.jose.Base64Url;
import signet.jose.Jwk;
import signet.signer.request.AcmeOperation;
import signet.signer.request.AcmeRequest;
import signet.signer.request.OrderTerms;

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
 * @param terms what an order asks for besides; nothing where it is none
 * @param particulars what tells it from other requests of its kind and names, as it is signed: for
 *     persons
 * @param csr the certificate request in it, whose key was not looked at
 */
record Subject(
        Set<Identifier> identifiers,
        OrderTerms terms,
        List<String> particulars,
        Optional<UnverifiedRequest> csr) {

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
            case AcmeOperation.NewOrder(Set<Identifier> identifiers, OrderTerms terms) ->
                    new Subject(identifiers, terms, terms.texts(), Optional.empty());
            case AcmeOperation.NewAuthorization(Identifier identifier) ->
                    about(Set.of(identifier), List.of());
            case AcmeOperation.Finalize finalize -> of(finalize);
            case AcmeOperation.Revocation revocation -> of(revocation);
            case AcmeOperation.KeyChange(Jwk newKey) ->
                    with(List.of("JWK-thumbprint:" + hex(Base64Url.decode(newKey.thumbprint()))));
            case AcmeOperation.NewAccount account -> with(Particulars.of(account));
            case AcmeOperation.AccountUpdate update -> with(Particulars.of(update));
            case AcmeOperation.ExternalAccountBinding(String keyId) ->
                    with(List.of(Particulars.external(keyId)));
            case AcmeOperation.AccountLookup _ -> with(List.of());
            case AcmeOperation.Deactivation _,
                    AcmeOperation.Challenge _,
                    AcmeOperation.PostAsGet _ ->
                    with(List.of(request.url().toString()));
        };
    }

    private static Subject of(AcmeOperation.Finalize finalize) throws UnreadableException {
        try {
            UnverifiedRequest csr = new RequestParser().read(finalize.csr().toArray());
            return new Subject(
                    csr.identifiers(),
                    OrderTerms.NONE,
                    List.of("key-SHA-256:" + csr.keyDigest()),
                    Optional.of(csr));
        } catch (UnacceptableRequestException e) {
            throw new UnreadableException(CsrCheck.refusal(e));
        }
    }

    private static Subject of(AcmeOperation.Revocation revocation) throws UnreadableException {
        byte[] der = revocation.certificate().toArray();
        List<String> particulars = new ArrayList<>(List.of("SHA-256:" + sha256(der)));
        // A CA also blocks the key where it is said to be compromised.
        revocation.reason().ifPresent(reason -> particulars.add("reason:" + reason));
        try {
            return about(RevokedCertificate.names(der), particulars);
        } catch (UnacceptableRequestException e) {
            throw new UnreadableException("the certificate to revoke is refused: " + e.reason());
        }
    }

    private static Subject about(Set<Identifier> identifiers, List<String> particulars) {
        return new Subject(identifiers, OrderTerms.NONE, particulars, Optional.empty());
    }

    private static Subject with(List<String> particulars) {
        return about(Set.of(), particulars);
    }

    private static String sha256(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
