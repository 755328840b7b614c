package signet.jose;

import java.nio.charset.StandardCharsets;

/**
 * A JSON Web Signature in the flattened JSON serialization (RFC 7515 section 7.2.2), as RFC 8555
 * section 6.2 wants it. The signature is made elsewhere, over {@link Unsigned#signingInput}.
 *
 * @param protectedHeader the protected header, base64url
 * @param payload the payload, base64url; empty for POST-as-GET
 * @param signature the signature, base64url
 */
public record FlattenedJws(String protectedHeader, String payload, String signature) {

    /**
     * What is to be signed.
     *
     * @param protectedHeader the protected header, base64url
     * @param payload the payload, base64url; empty for POST-as-GET
     */
    public record Unsigned(String protectedHeader, String payload) {

        /** Encodes a header and a payload; the payload's text may be empty. */
        public static Unsigned of(JsonObject protectedHeader, String payload) {
            return new Unsigned(
                    base64Url(protectedHeader.toString().getBytes(StandardCharsets.UTF_8)),
                    base64Url(payload.getBytes(StandardCharsets.UTF_8)));
        }

        /** Returns the JWS signing input (RFC 7515 section 5.1), ASCII. */
        public String signingInput() {
            return protectedHeader + "." + payload;
        }

        /** Completes the JWS. */
        public FlattenedJws with(byte[] signature) {
            return new FlattenedJws(protectedHeader, payload, base64Url(signature));
        }
    }

    /** Returns the JSON text to be sent. */
    public String toJson() {
        return toJsonObject().toString();
    }

    /** Returns the JSON object, to be part of another one. */
    public JsonObject toJsonObject() {
        return JsonObject.builder()
                .put("protected", protectedHeader)
                .put("payload", payload)
                .put("signature", signature)
                .build();
    }

    /** Encodes as base64url without padding (RFC 7515 section 2). */
    public static String base64Url(byte[] bytes) {
        return Base64Url.encode(bytes);
    }
}
