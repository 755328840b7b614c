package signet.accountd.audit.chain;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A line that vouches for all lines before it.
 *
 * @param attestation what it says
 * @param key the id of the key that signed
 * @param signature the signature in base64url
 */
public record Checkpoint(Attestation attestation, String key, String signature) {

    /** Returns the members of a checkpoint that follows the line at a position. */
    public static JsonObject body(
            CheckpointKey key, String log, Position position, Instant moment) {
        Instant time = moment.truncatedTo(ChronoUnit.MILLIS);
        Attestation attestation =
                new Attestation(Attestation.Place.CHECKPOINT, log, position, time);
        return ChainLine.body(LineType.CHECKPOINT, time)
                .put("log", log)
                .put("key", key.publicKey().id())
                .put("signature", key.sign(attestation))
                .build();
    }

    /** Reads the line of a checkpoint. */
    public static Checkpoint of(ChainLine line) throws JsonException {
        try {
            return read(line);
        } catch (IllegalArgumentException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }

    private static Checkpoint read(ChainLine line) throws JsonException {
        return new Checkpoint(
                new Attestation(
                        Attestation.Place.CHECKPOINT,
                        line.json().requiredString("log"),
                        new Position(line.seq() - 1, line.prev()),
                        line.time()),
                line.json().requiredString("key"),
                line.json().requiredString("signature"));
    }
}
