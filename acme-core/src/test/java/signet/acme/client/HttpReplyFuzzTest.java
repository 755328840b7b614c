package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.acme.Problem;
import signet.jose.JsonException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Answers of a CA over HTTP: odd header fields are passed over or refused, and nothing else. */
final class HttpReplyFuzzTest {

    private static final URI HERE = URI.create("https://ca.example/here");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** Lines of header fields, then an empty line and the body. */
    @FuzzTest
    void reply(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String head = end < 0 ? text : text.substring(0, end);
        String body = end < 0 ? "" : text.substring(end + 2);
        HttpReply reply =
                new HttpReply(HERE, 400, fields(head), body.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(RetryAfter.of(reply, NOW).stream()).allMatch(wait -> !wait.isNegative());
        Problem problem = reply.problem();
        assertPrintable(problem.describe());
        assertThat(problem.type()).isNotEmpty();
        checkLocation(reply);
        try {
            assertThat(reply.json().toString()).startsWith("{").endsWith("}");
            assertThat(reply.mediaType()).isEqualTo("application/json");
        } catch (JsonException e) {
            assertPrintable(String.valueOf(e.getMessage()));
        }
    }

    private static void checkLocation(HttpReply reply) {
        try {
            URI location = Replies.location("newOrder", reply);
            assertThat(location.getScheme()).isEqualToIgnoringCase("https");
            assertThat(location.getHost()).isNotEmpty();
            assertThat(reply.header("Location")).hasValue(location.toString());
        } catch (AcmeException e) {
            assertPrintable(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> fields(String head) {
        Map<String, String> fields = new HashMap<>();
        for (String line : head.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                fields.putIfAbsent(name, line.substring(colon + 1));
            }
        }
        return fields;
    }

    private static void assertPrintable(String text) {
        assertThat(text.chars().noneMatch(Character::isISOControl)).as(text).isTrue();
    }
}
