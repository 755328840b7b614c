package signet.acme.client;

import signet.jose.FlattenedJws;
import signet.jose.JsonObject;
import signet.jose.Jwk;
import signet.signer.SignerException;
import signet.signer.request.CaOrigin;

import java.net.URI;
import java.util.Optional;

/**
 * Binds a new account to one that its holder has with the CA already (RFC 8555 section 7.3.4). The
 * secret is the signer's.
 *
 * @param session which account is to be bound
 */
record ExternalAccount(Session session) {

    /**
     * Has the binding made.
     *
     * @return the inner JWS; empty where neither the CA nor the signer knows of external accounts
     * @throws AcmeException.NotPossible where the CA wants one, and the signer holds no secret
     */
    Optional<JsonObject> binding(String operation) throws AcmeException, InterruptedException {
        URI url = session.directory().newAccount();
        String ca = CaOrigin.of(url).toString();
        Optional<String> keyId = session.key().externalKeyId(ca);
        Optional<Jwk> jwk = session.key().jwk();
        if (keyId.isEmpty() || jwk.isEmpty()) {
            if (session.directory().meta().externalAccountRequired()) {
                throw new AcmeException.NotPossible(
                        operation
                                + ": this CA registers only holders of an account of its own"
                                + " (external account binding); give the signer's policy"
                                + " \"eab-kid\" and \"eab-key-file\" in the [ca] section of "
                                + ca);
            }
            return Optional.empty();
        }
        JsonObject header =
                JsonObject.builder()
                        .put("alg", "HS256")
                        .put("kid", keyId.get())
                        .put("url", url.toString())
                        .build();
        FlattenedJws.Unsigned unsigned = FlattenedJws.Unsigned.of(header, jwk.get().json());
        try {
            byte[] mac = session.key().bind(unsigned.signingInput());
            return Optional.of(unsigned.with(mac).toJsonObject());
        } catch (SignerException e) {
            throw new AcmeException.SigningFailed(operation, e);
        }
    }
}
