package signet.accountd.audit.chain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What the checkpoint key signs: that the log, of all logs this one, goes to a position.
 *
 * @param where in which place the signature stands, so that none can be moved to the other
 * @param log the random id of the log
 * @param position the line up to which it goes
 * @param time when it was signed
 */
public record Attestation(Place where, String log, Position position, Instant time) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    /** Checks the id. */
    public Attestation {
        if (!ID.matcher(log).matches()) {
            throw new IllegalArgumentException("\"log\" is not 32 hexadecimal digits");
        }
    }

    /** Where signatures stand. */
    public enum Place {
        /** In a line of the log. */
        CHECKPOINT,
        /** In the head file. */
        HEAD
    }

    /**
     * Returns the text that is signed: one value on each line, none of which can hold a line end.
     */
    byte[] encode() {
        String text =
                "signet audit log, version 1\n"
                        + where
                        + "\n"
                        + log
                        + "\n"
                        + position
                        + "\n"
                        + time
                        + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
