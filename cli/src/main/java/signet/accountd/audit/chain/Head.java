package signet.accountd.audit.chain;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far the log goes, signed: what the head file says. A log that ends before this was truncated.
 * It is never ahead of what is on the disk.
 *
 * @param attestation what it says
 * @param key the id of the key that signed
 * @param signature the signature in base64url
 */
public record Head(Attestation attestation, String key, String signature) {

    /**
     * How long its file is: less than a disk writes at once, so that a power cut leaves the old or
     * the new one.
     */
    public static final int BYTES = 512;

    /** Signs one. */
    public static Head sign(CheckpointKey key, String log, Position position, Instant moment) {
        Attestation attestation =
                new Attestation(
                        Attestation.Place.HEAD,
                        log,
                        position,
                        moment.truncatedTo(ChronoUnit.MILLIS));
        return new Head(attestation, key.publicKey().id(), key.sign(attestation));
    }

    /** Returns the line up to which the log goes. */
    public Position position() {
        return attestation.position();
    }

    /**
     * Reads a head file by its path, for who trusts its signature alone; empty where there is none.
     *
     * @throws JsonException where it is something else
     */
    public static Optional<Head> read(Path file) throws IOException {
        try {
            return Optional.of(parse(AnyonesFile.read(file, BYTES + 1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes what a head file holds.
     *
     * @param bytes all of it, or more than {@link #BYTES}
     * @throws JsonException where it is something else
     */
    public static Head parse(byte[] bytes) throws JsonException {
        if (bytes.length > BYTES) {
            throw new JsonException("it is too long");
        }
        JsonObject json = JsonObject.parse(bytes);
        try {
            Position position =
                    Position.parse(
                            json.number("seq").orElse(-1) + ":" + json.requiredString("hash"));
            return new Head(
                    new Attestation(
                            Attestation.Place.HEAD,
                            json.requiredString("log"),
                            position,
                            Instant.parse(json.requiredString("time"))),
                    json.requiredString("key"),
                    json.requiredString("signature"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonException("it has no position and time");
        }
    }

    /** Returns what its file holds. */
    public byte[] encode() {
        byte[] text =
                JsonObject.builder()
                        .put("log", attestation.log())
                        .put("seq", position().seq())
                        .put("hash", position().hash())
                        .put("time", attestation.time().toString())
                        .put("key", key)
                        .put("signature", signature)
                        .build()
                        .toString()
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(text, BYTES);
        Arrays.fill(bytes, text.length, BYTES, (byte) ' ');
        bytes[BYTES - 1] = '\n';
        return bytes;
    }
}
