package signet.webserver;

import signet.control.TokenMessage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides what a request gets: the key authorization of an announced token (RFC 8555, section 8.1),
 * or a refusal. Thread-safe.
 */
final class ChallengeResponder {

    private static final String PREFIX = "/.well-known/acme-challenge/";
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:http)://[^/?#@]+(/.*)");

    private final AnnouncedTokens tokens;
    private final String thumbprint;

    ChallengeResponder(AnnouncedTokens tokens, String thumbprint) {
        this.tokens = tokens;
        this.thumbprint = thumbprint;
    }

    Response respond(Request request) {
        return switch (request.method()) {
            case "GET" -> get(request.target());
            case "HEAD" -> get(request.target()).withoutBody();
            default -> Response.of(Status.METHOD_NOT_ALLOWED);
        };
    }

    private Response get(String target) {
        // RFC 9112, section 3.2.2: a server has to accept the absolute form.
        Matcher absolute = ABSOLUTE.matcher(target);
        String path = absolute.matches() ? absolute.group(1) : target;
        if (!path.startsWith(PREFIX)) {
            return Response.of(Status.FORBIDDEN);
        }
        String token = path.substring(PREFIX.length());
        if (!TokenMessage.isToken(token)) {
            return Response.of(Status.FORBIDDEN);
        }
        return tokens.contains(token)
                ? new Response(
                        Status.OK, "application/octet-stream", token + "." + thumbprint, true)
                : Response.of(Status.NOT_FOUND);
    }
}
