package signet.signer.request;

import signet.acme.HttpsUrl;
import signet.acme.UnsafeUrlException;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;
import signet.text.Printable;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads requests strictly: what is not exactly a request of ACME (RFC 8555 section 6.2) is refused.
 * Thread-safe.
 *
 * @param algorithm the key's algorithm, the only one to accept
 * @param key the signer's own key
 * @param onlyAccount the URL of the one account that requests may be for
 */
public record RequestReader(SignatureAlgorithm algorithm, Jwk key, Optional<String> onlyAccount) {

    private static final int MAX_NONCE = 1024;
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_NONCE + "}");
    private static final String MAC = "HS256";

    /**
     * Reads a request.
     *
     * @throws InvalidRequestException where it is none of ACME
     */
    public AcmeRequest read(SigningRequest jws) throws InvalidRequestException {
        JsonObject header = header(jws);
        byte[] payload = payload(jws);
        try {
            return header.string("alg").orElse("").equals(MAC)
                    ? binding(jws, header, payload)
                    : request(jws, header, payload);
        } catch (JsonException e) {
            throw invalidHeader(String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject header(SigningRequest jws) throws InvalidRequestException {
        try {
            return JsonObject.parse(jws.decodedHeader());
        } catch (JsonException | IllegalArgumentException e) {
            throw invalidHeader(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] payload(SigningRequest jws) throws InvalidRequestException {
        try {
            return jws.decodedPayload();
        } catch (IllegalArgumentException _) {
            throw new InvalidRequestException("malformed JWS Payload");
        }
    }

    private AcmeRequest request(SigningRequest jws, JsonObject header, byte[] payload)
            throws JsonException, InvalidRequestException {
        if (!header.requiredString("alg").equals(algorithm.name())) {
            throw new JsonException("\"alg\" is not " + algorithm);
        }
        if (!NONCE.matcher(header.requiredString("nonce")).matches()) {
            throw new JsonException("\"nonce\" is not base64url");
        }
        URI url = url(header, "url");
        boolean byKey = header.object("jwk").isPresent();
        if (byKey == header.string("kid").isPresent()) {
            throw new JsonException("not exactly one of \"jwk\" and \"kid\"");
        }
        only(header, List.of("alg", "nonce", "url", byKey ? "jwk" : "kid"));
        Optional<URI> keyId = byKey ? Optional.empty() : Optional.of(url(header, "kid"));
        if (byKey) {
            checkOwn(header.object("jwk").orElseThrow());
        }
        if (onlyAccount.isPresent() && !onlyAccount.equals(keyId.map(URI::toString))) {
            throw new JsonException(
                    "this signer works for the account " + onlyAccount.get() + " only");
        }
        return new AcmeRequest(jws, keyId, url, new OperationReader(key, url, keyId).read(payload));
    }

    /** The inner JWS of an external account binding: its payload is our own key, and no other. */
    private AcmeRequest binding(SigningRequest jws, JsonObject header, byte[] payload)
            throws JsonException, InvalidRequestException {
        URI url = url(header, "url");
        String keyId = header.requiredString("kid");
        only(header, List.of("alg", "kid", "url"));
        try {
            checkOwn(JsonObject.parse(payload));
        } catch (JsonException e) {
            throw new InvalidRequestException(
                    "invalid external account binding (" + e.getMessage() + ")");
        }
        return new AcmeRequest(
                jws, Optional.empty(), url, new AcmeOperation.ExternalAccountBinding(keyId));
    }

    private static void only(JsonObject header, List<String> members) throws JsonException {
        for (String name : header.names()) {
            if (!members.contains(name)) {
                throw new JsonException(
                        "the member \"" + Printable.of(name, 100) + "\" is not one of ACME");
            }
        }
    }

    /** The key has one form here only: the one in which it was shown. */
    private void checkOwn(JsonObject jwk) throws JsonException {
        if (!Members.are(jwk, key.toJsonObject().names(), List.of())
                || !Jwk.parse(jwk.toString()).json().equals(key.json())) {
            throw new JsonException("the JWK is not the key of this signer");
        }
    }

    private static URI url(JsonObject header, String name) throws JsonException {
        String text = header.requiredString(name);
        try {
            URI url = HttpsUrl.parse(name, text);
            if (url.getRawFragment() == null) {
                return url;
            }
        } catch (UnsafeUrlException _) {
            // Told below; the text is the client's and stands in the log.
        }
        throw new JsonException("\"" + name + "\" is not an https URL");
    }

    private static InvalidRequestException invalidHeader(String reason) {
        return new InvalidRequestException("invalid JWS Protected Header (" + reason + ")");
    }
}
