package signet.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.TreeMap;

/**
 * A public account key as a JSON Web Key (RFC 7517).
 *
 * @param json the canonical form of RFC 7638 section 3: required members only, sorted, no spaces
 * @param thumbprint the base64url SHA-256 thumbprint (RFC 7638)
 * @param key the key itself
 */
public record Jwk(String json, String thumbprint, PublicKey key) {

    /** What private and secret keys have, RFC 7518 section 6. */
    private static final List<String> PRIVATE =
            List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /**
     * Makes the JWK of an RSA or elliptic-curve public key.
     *
     * @throws IllegalArgumentException for another kind of key
     */
    public static Jwk of(PublicKey key) {
        return of(
                switch (key) {
                    case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build();
                    case ECPublicKey ec ->
                            new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
                    default ->
                            throw new IllegalArgumentException(
                                    "No JWK for a key of type " + key.getAlgorithm());
                });
    }

    /**
     * Reads a public JWK.
     *
     * @throws JsonException where it is none, is of another type than RSA or EC, holds a private
     *     key, or has a number in another form than that of RFC 7518 section 6
     */
    public static Jwk parse(String text) throws JsonException {
        JsonObject json = JsonObject.parse(text);
        if (PRIVATE.stream().anyMatch(json::has)) {
            throw new JsonException("the JWK holds a private key");
        }
        try {
            Jwk asWritten = of(library(json));
            // The library passes over padding, other characters and leading zeros. The thumbprint
            // is one of the text, so that a key must have one text only.
            if (!asWritten.equals(of(asWritten.key()))) {
                throw new JsonException("the JWK is not in the form of RFC 7518 section 6");
            }
            return asWritten;
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new JsonException("not a JWK");
        }
    }

    /** The library's own parser costs 30 ms at start, for its way of reading JSON. */
    private static JWK library(JsonObject json) throws JsonException {
        return switch (json.requiredString("kty")) {
            case "RSA" -> new RSAKey.Builder(number(json, "n"), number(json, "e")).build();
            case "EC" ->
                    new ECKey.Builder(
                                    Curve.parse(json.requiredString("crv")),
                                    number(json, "x"),
                                    number(json, "y"))
                            .build();
            default -> throw new JsonException("not a JWK");
        };
    }

    private static Base64URL number(JsonObject json, String name) throws JsonException {
        return new Base64URL(json.requiredString(name));
    }

    private static Jwk of(JWK jwk) {
        try {
            String json = JsonWriter.write(new TreeMap<>(jwk.getRequiredParams()));
            return new Jwk(json, thumbprint(json), publicKey(jwk));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("Not a usable public key", e);
        }
    }

    private static String thumbprint(String json) {
        try {
            return Base64Url.encode(
                    MessageDigest.getInstance("SHA-256")
                            .digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static PublicKey publicKey(JWK jwk) throws JOSEException {
        if (jwk.getKeyType().equals(KeyType.RSA)) {
            return jwk.toRSAKey().toPublicKey();
        }
        if (jwk.getKeyType().equals(KeyType.EC)) {
            return jwk.toECKey().toPublicKey();
        }
        throw new IllegalArgumentException("No account key is of type " + jwk.getKeyType());
    }

    /** Returns the JWK as a JSON object, to be embedded in a protected header. */
    public JsonObject toJsonObject() {
        try {
            return JsonObject.parse(json);
        } catch (JsonException e) {
            throw new IllegalStateException("A JWK that we wrote can't be read", e);
        }
    }
}
