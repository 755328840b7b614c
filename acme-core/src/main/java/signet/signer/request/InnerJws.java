package signet.signer.request;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.verification.SignatureVerifier;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * The JWS inside of a key change (RFC 8555 section 7.3.5): signed by the new key, it names the
 * account and the key that is to be replaced.
 *
 * @param key the signer's own key, which is the old one
 * @param url of the outer JWS
 * @param account of the outer JWS
 */
record InnerJws(Jwk key, URI url, URI account) {

    /** All that are in use have 17; to verify with a long one takes as long as to sign. */
    private static final int MAX_EXPONENT_BITS = 64;

    /**
     * Checks it, its signature included.
     *
     * @return the new key
     */
    Jwk newKey(JsonObject jws) throws JsonException {
        if (!Members.are(jws, List.of("protected", "payload", "signature"), List.of())) {
            throw new JsonException("the key change is no flattened JWS");
        }
        JsonObject header = JsonObject.parse(Members.bytes(jws, "protected"));
        if (!Members.are(header, List.of("alg", "jwk", "url"), List.of())
                || !header.requiredString("url").equals(url.toString())) {
            throw new JsonException("the header of the inner JWS is not one of a key change");
        }
        checkPayload(JsonObject.parse(Members.bytes(jws, "payload")));
        Jwk newKey = Jwk.parse(header.object("jwk").orElseThrow().toString());
        checkSignature(jws, header, newKey);
        return newKey;
    }

    private void checkPayload(JsonObject change) throws JsonException {
        if (!Members.are(change, List.of("account", "oldKey"), List.of())
                || !change.requiredString("account").equals(account.toString())) {
            throw new JsonException("the inner JWS is for another account");
        }
        String oldKey = change.object("oldKey").orElseThrow().toString();
        if (!Jwk.parse(oldKey).json().equals(key.json())) {
            throw new JsonException("the inner JWS is for another key");
        }
    }

    private static void checkSignature(JsonObject jws, JsonObject header, Jwk newKey)
            throws JsonException {
        String text = jws.requiredString("protected") + "." + jws.requiredString("payload");
        String alg = header.requiredString("alg");
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.forKey(newKey.key())
                        .filter(known -> known.name().equals(alg))
                        .orElseThrow(() -> new JsonException("the new key is none for an account"));
        if (newKey.key() instanceof RSAPublicKey rsa
                && rsa.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
            throw new JsonException(
                    "the new key has an exponent of more than " + MAX_EXPONENT_BITS + " bits");
        }
        try (SignatureVerifier verifier = new SignatureVerifier(newKey.key(), algorithm)) {
            if (!verifier.verifies(
                    text.getBytes(StandardCharsets.US_ASCII), Members.bytes(jws, "signature"))) {
                throw new JsonException("the signature of the inner JWS is not by the new key");
            }
        }
    }
}
