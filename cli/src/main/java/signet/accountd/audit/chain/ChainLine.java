package signet.accountd.audit.chain;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A line: a JSON object in printable ASCII, so that nothing in it can end a line or steer a
 * terminal. Its first members tie it to the line before.
 *
 * @param seq the number of the line
 * @param prev the hash of the line before
 * @param type what the line is
 * @param time when it was written, by the clock of the signing station
 * @param json all of it
 */
public record ChainLine(long seq, String prev, LineType type, Instant time, JsonObject json) {

    /** How long a line is at most, with its line end, in bytes. */
    public static final int MAX_BYTES = 16 * 1024;

    /** How much of a line its first two members take at most, in bytes. */
    public static final int LINK_BYTES = 128;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Begins the members that follow those that tie the line to the chain. */
    public static JsonObject.Builder body(LineType type, Instant time) {
        return JsonObject.builder()
                .put("type", type.word())
                .put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** Returns the text of the members of {@link #body}, to be tied to a chain. */
    public static String text(JsonObject body) {
        return body.toString();
    }

    /** Returns the line that follows a position, with its line end. */
    public static byte[] encode(Position last, String body) {
        String line =
                "{\"seq\":"
                        + (last.seq() + 1)
                        + ",\"prev\":\""
                        + last.hash()
                        + "\","
                        + body.substring(1)
                        + "\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a line.
     *
     * @param bytes the line with its line end
     * @throws JsonException where it is none of a log; the message says why
     */
    public static ChainLine parse(byte[] bytes) throws JsonException {
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                throw new JsonException("it has bytes that are not printable ASCII");
            }
        }
        JsonObject json = JsonObject.parse(new String(bytes, StandardCharsets.US_ASCII));
        String prev = json.requiredString("prev");
        if (!HASH.matcher(prev).matches()) {
            throw new JsonException("\"prev\" is not a hash");
        }
        long seq = json.number("seq").orElseThrow(() -> new JsonException("no \"seq\""));
        return new ChainLine(seq, prev, type(json), time(json), json);
    }

    private static LineType type(JsonObject json) throws JsonException {
        String word = json.requiredString("type");
        return Arrays.stream(LineType.values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new JsonException("\"type\" is none that this version knows"));
    }

    private static Instant time(JsonObject json) throws JsonException {
        try {
            return Instant.parse(json.requiredString("time"));
        } catch (DateTimeException e) {
            throw new JsonException("\"time\" is not a time");
        }
    }

    /** Says whether this line follows that position. */
    public boolean follows(Position last) {
        return seq == last.seq() + 1 && prev.equals(last.hash());
    }
}
