package signet.accountd.policy;

import signet.jose.JsonException;

import java.time.DateTimeException;
import java.time.Instant;

/** How the memory of orders writes the time. */
final class JournalTime {

    private JournalTime() {}

    static String encode(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString();
    }

    static long decode(String text) throws JsonException {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }
}
