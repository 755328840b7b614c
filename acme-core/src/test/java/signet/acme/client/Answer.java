package signet.acme.client;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link FaultyServer} answers.
 *
 * @param status the HTTP status; 0 drops the connection without an answer
 * @param headers headers beside those that the server adds; a value that is empty takes one away
 * @param body the body
 */
public record Answer(int status, Map<String, String> headers, String body) {

    /** Answers JSON. */
    public static Answer json(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    /** Answers a problem document. */
    public static Answer problem(int status, String type, String detail) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/problem+json"),
                "{\"type\":\"urn:ietf:params:acme:error:"
                        + type
                        + "\",\"detail\":\""
                        + detail
                        + "\"}");
    }

    /** Closes the connection. */
    public static Answer drop() {
        return new Answer(0, Map.of(), "");
    }

    /** Returns the same with another header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    void send(HttpExchange exchange) throws IOException {
        if (status == 0) {
            throw new IOException("dropped on purpose");
        }
        headers.forEach(
                (name, value) -> {
                    if (value.isEmpty()) {
                        exchange.getResponseHeaders().remove(name);
                    } else {
                        exchange.getResponseHeaders().set(name, value);
                    }
                });
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
        if (!empty) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
