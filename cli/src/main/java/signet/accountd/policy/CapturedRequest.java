package signet.accountd.policy;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.MalformedRequestException;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeRequest;
import signet.signer.request.InvalidRequestException;
import signet.signer.request.RequestReader;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request that was seen somewhere: a line of the signing protocol, a flattened JWS, or a line of
 * an audit log.
 *
 * @param text its text
 * @param peer who asked, where that is known
 * @param via how it came, where that is known
 */
record CapturedRequest(SigningRequest text, Optional<String> peer, Optional<String> via) {

    static CapturedRequest parse(String line) throws JsonException, MalformedRequestException {
        if (!line.startsWith("{")) {
            return new CapturedRequest(
                    SigningRequest.parse(line), Optional.empty(), Optional.empty());
        }
        JsonObject object = JsonObject.parse(line);
        JsonObject jws = object.object("jws").orElse(object);
        try {
            return new CapturedRequest(
                    new SigningRequest(
                            jws.requiredString("protected"), jws.string("payload").orElse("")),
                    object.string("peer"),
                    object.string("via"));
        } catch (IllegalArgumentException e) {
            throw new JsonException("\"protected\" and \"payload\" are not base64url");
        }
    }

    /** Reads it as its own signer would: whose key it was is taken from it. */
    AcmeRequest read() throws InvalidRequestException, JsonException {
        JsonObject header = decoded(text::decodedHeader);
        SignatureAlgorithm algorithm =
                header.string("alg")
                        .flatMap(SignatureAlgorithm::forJwaName)
                        .orElse(SignatureAlgorithm.ES256);
        return new RequestReader(algorithm, key(header), Optional.empty()).read(text);
    }

    private static JsonObject decoded(Supplier<byte[]> part) throws JsonException {
        byte[] bytes;
        try {
            bytes = part.get();
        } catch (IllegalArgumentException e) {
            throw new JsonException("\"protected\" or \"payload\" is not base64url");
        }
        return JsonObject.parse(bytes);
    }

    private Jwk key(JsonObject header) throws JsonException {
        Optional<JsonObject> shown = header.object("jwk");
        if (shown.isEmpty() && !text.payload().isEmpty()) {
            JsonObject payload = decoded(text::decodedPayload);
            shown = payload.has("kty") ? Optional.of(payload) : oldKey(payload);
        }
        return Jwk.parse(shown.map(JsonObject::toString).orElse(ANY_KEY));
    }

    private static Optional<JsonObject> oldKey(JsonObject payload) throws JsonException {
        Optional<String> inner = payload.string("payload");
        return inner.isEmpty()
                ? Optional.empty()
                : decoded(() -> new SigningRequest("e30", inner.get()).decodedPayload())
                        .object("oldKey");
    }

    /** Requests of an account don't say what its key is, and it does not matter for them. */
    private static final String ANY_KEY =
            "{\"crv\":\"P-256\",\"kty\":\"EC\","
                    + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                    + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
}
