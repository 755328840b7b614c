package signet.acme;

import signet.jose.JsonObject;
import signet.text.Printable;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A challenge (RFC 8555 section 8).
 *
 * @param type its type, such as {@link #HTTP_01}
 * @param url where it is answered
 * @param status its state
 * @param token the token, {@code [A-Za-z0-9_-]{1,128}}; always there for http-01, dns-01 and
 *     tls-alpn-01, never for a type that RFC 8555 and 8737 do not define
 * @param error why it failed
 */
public record Challenge(
        String type,
        URI url,
        ChallengeStatus status,
        Optional<String> token,
        Optional<Problem> error) {

    /** The type of section 8.3. */
    public static final String HTTP_01 = "http-01";

    private static final Set<String> WITH_TOKEN = Set.of(HTTP_01, "dns-01", "tls-alpn-01");

    // The token becomes a file name and a part of a URL; CAs send 43 characters.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** Reads a challenge. */
    public static Challenge fromJson(JsonObject json) throws MalformedResourceException {
        ResourceReader reader = new ResourceReader("the challenge", json);
        String type = reader.requiredString("type");
        return new Challenge(
                Printable.of(type),
                reader.requiredUrl("url"),
                reader.status(ChallengeStatus.UNKNOWN),
                WITH_TOKEN.contains(type) ? Optional.of(token(reader)) : Optional.empty(),
                reader.object("error").map(Problem::fromJson));
    }

    private static String token(ResourceReader reader) throws MalformedResourceException {
        String token = reader.requiredString("token");
        if (!TOKEN.matcher(token).matches()) {
            throw reader.wrong(
                    "\"token\" is not 1 to 128 base64url characters: " + Printable.of(token));
        }
        return token;
    }
}
