package signet.signer.request;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.List;
import java.util.Optional;

/**
 * The JWS in a request for a new account that shows an account elsewhere (RFC 8555 section 7.3.4).
 * Only the CA can verify it, but whom it names is known here.
 */
final class ExternalBinding {

    private ExternalBinding() {}

    /**
     * Returns the CA's name of the account elsewhere; empty where there is no such JWS.
     *
     * @throws JsonException where it is no such JWS
     */
    static Optional<String> keyId(JsonObject account) throws JsonException {
        Optional<JsonObject> jws = account.object("externalAccountBinding");
        if (jws.isEmpty()) {
            return Optional.empty();
        }
        if (!Members.are(jws.get(), List.of("protected", "payload", "signature"), List.of())) {
            throw new JsonException("the external account binding is no flattened JWS");
        }
        JsonObject header = JsonObject.parse(Members.bytes(jws.get(), "protected"));
        if (!Members.are(header, List.of("alg", "kid", "url"), List.of())) {
            throw new JsonException("the header of the external account binding is not one");
        }
        return Optional.of(header.requiredString("kid"));
    }
}
