package signet.acme.client;

import signet.acme.Problem;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.text.Printable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An answer over HTTP, whole and bounded. Immutable. */
final class HttpReply {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final int FIRST_ERROR = 400;

    private final URI url;
    private final int status;
    private final Map<String, String> fields;
    private final byte[] body;

    /**
     * Copies.
     *
     * @param fields the first value of each field of the header, by its name in lower case
     */
    HttpReply(URI url, int status, Map<String, String> fields, byte[] body) {
        this.url = url;
        this.status = status;
        this.fields = Map.copyOf(fields);
        this.body = body.clone();
    }

    URI url() {
        return url;
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isServerError() {
        return status >= 500;
    }

    boolean isRedirect() {
        return status >= 300 && status < FIRST_ERROR;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Returns the media type without parameters, lower case; empty where there is none. */
    String mediaType() {
        String type = header("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the body, which must be a JSON object and say so. */
    JsonObject json() throws JsonException {
        if (!mediaType().equals(JSON)) {
            throw new JsonException(
                    "it is of type \"" + Printable.of(mediaType()) + "\", not " + JSON);
        }
        return JsonObject.parse(body);
    }

    /** Returns the body as text of ASCII; other bytes become marks that no format accepts. */
    String ascii() {
        return new String(body, StandardCharsets.US_ASCII);
    }

    /** Returns the problem document, or one made up from the status where there is none. */
    Problem problem() {
        if (mediaType().equals(PROBLEM) || mediaType().equals(JSON)) {
            try {
                return Problem.fromJson(JsonObject.parse(body));
            } catch (JsonException e) {
                return Problem.ofDetail("the reason that it sent is " + e.getMessage());
            }
        }
        return Problem.ofDetail("it sent no reason that an ACME client can read");
    }
}
