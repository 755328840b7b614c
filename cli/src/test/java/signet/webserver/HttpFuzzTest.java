package signet.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Requests from anybody: a key authorization for an announced token, and nothing else. */
final class HttpFuzzTest {

    private static final String TOKEN = "token-A_1";
    private static final String ANSWER = TOKEN + "." + "t".repeat(43);
    private static final Limits LIMITS =
            new Limits(200, 400, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

    /** The first byte tells how many bytes arrive at a time; the rest is what the peer sends. */
    @FuzzTest
    void request(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] sent = Arrays.copyOfRange(input, 1, input.length);
        HeadReader reader = new HeadReader(channel(sent, Math.max(1, input[0] & 0xff)), LIMITS);
        Optional<Response> response = answer(reader);
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        String line = text.lines().filter(part -> !part.isEmpty()).findFirst().orElse("");
        assertThat(reader.requestLine().length()).isLessThanOrEqualTo(LIMITS.requestLine());
        if (response.isEmpty()) {
            assertThat(text).doesNotContain("\r\n\r\n\r\n");
            return;
        }
        if (response.get().status() == Status.OK) {
            assertThat(line)
                    .matches(
                            "(GET|HEAD) ([hH][tT]{2}[pP]://[!-~&&[^/?#@]]+)?/\\.well-known"
                                    + "/acme-challenge/token-A_1 HTTP/1\\.[01]");
            assertThat(response.get().body()).isEqualTo(ANSWER);
        } else {
            assertThat(text)
                    .doesNotMatch(
                            "(GET|HEAD) /\\.well-known/acme-challenge/token-A_1"
                                    + " HTTP/1\\.0\r\n\r\n");
        }
        assertOneAnswer(response.get(), line);
    }

    private static Optional<Response> answer(HeadReader reader) throws IOException {
        AnnouncedTokens tokens = new AnnouncedTokens();
        assertThat(tokens.announce(TOKEN)).isTrue();
        ChallengeResponder responder = new ChallengeResponder(tokens, "t".repeat(43));
        try {
            Optional<String> head = reader.read();
            if (head.isEmpty()) {
                return Optional.empty();
            }
            // The limit is for what the peer fills the lines with; each ends in two bytes more.
            assertThat(head.get().length()).isLessThanOrEqualTo(LIMITS.head() + 4);
            return Optional.of(responder.respond(Request.parse(head.get())));
        } catch (BadRequestException e) {
            return Optional.of(Response.of(e.status()));
        }
    }

    /**
     * Whatever was asked, it is one answer with its own header fields and no byte of the peer's.
     */
    private static void assertOneAnswer(Response response, String line) {
        String bytes =
                StandardCharsets.US_ASCII.decode(response.encode(Clock.systemUTC())).toString();
        int end = bytes.indexOf("\r\n\r\n");
        assertThat(bytes.substring(0, end))
                .matches(
                        "HTTP/1\\.1 [1-5][0-9]{2} [A-Za-z -]+\r\nDate: [ -~]+"
                                + "\r\nContent-Type: [a-z/-]+\r\nContent-Length: [0-9]+"
                                + "\r\nX-Content-Type-Options: nosniff"
                                + "(\r\nAllow: GET, HEAD)?\r\nConnection: close");
        String body = bytes.substring(end + 4);
        assertThat(body).isIn("", ANSWER, response.status() + "\n");
        if (line.startsWith("HEAD ") && response.status() == Status.OK) {
            assertThat(body).isEmpty();
        }
    }

    private static ReadableByteChannel channel(byte[] sent, int atOnce) {
        ReadableByteChannel whole = Channels.newChannel(new ByteArrayInputStream(sent));
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                int room = Math.min(atOnce, into.remaining());
                ByteBuffer part = into.slice(into.position(), room);
                int count = whole.read(part);
                into.position(into.position() + Math.max(0, count));
                return count;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
