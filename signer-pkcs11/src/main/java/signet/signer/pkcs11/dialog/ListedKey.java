package signet.signer.pkcs11.dialog;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.Optional;

/**
 * A key that a token shows to anybody.
 *
 * @param uri its full URI, ready to be pasted
 * @param label its label, not escaped
 * @param id its id, hexadecimal
 * @param type what kind of key it is, such as "EC P-256"
 * @param certificate whether there is a certificate with the same id
 * @param alwaysAuthenticate whether each signature needs the PIN; empty where only a login tells
 * @param usable the JWA name of what an account would sign with; empty where it can't be an account
 *     key
 */
public record ListedKey(
        String uri,
        String label,
        String id,
        String type,
        boolean certificate,
        Optional<Boolean> alwaysAuthenticate,
        Optional<String> usable) {

    JsonObject toJson() {
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("uri", uri)
                        .put("label", label)
                        .put("id", id)
                        .put("type", type)
                        .put("certificate", certificate);
        alwaysAuthenticate.ifPresent(always -> json.put("always-authenticate", always));
        return json.put("usable", usable).build();
    }

    static ListedKey of(JsonObject json) throws JsonException {
        return new ListedKey(
                json.requiredString("uri"),
                json.requiredString("label"),
                json.requiredString("id"),
                json.requiredString("type"),
                json.bool("certificate"),
                json.has("always-authenticate")
                        ? Optional.of(json.bool("always-authenticate"))
                        : Optional.empty(),
                json.string("usable"));
    }
}
