package signet.signer.pkcs11.pin;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * One PIN that was sent to a token, as the memory knows it.
 *
 * @param token to which
 * @param hash its slow hash
 * @param outcome what came back
 * @param count how often it was sent
 * @param time when it was sent last
 */
record SentPin(TokenIdentity token, String hash, Outcome outcome, int count, Instant time) {

    /** What came back. */
    enum Outcome {
        /** Nothing: the token, its module or we were gone before. */
        UNANSWERED,
        /** The token refused it. */
        REFUSED
    }

    boolean is(TokenIdentity otherToken, String otherHash) {
        return token.equals(otherToken) && hash.equals(otherHash);
    }

    static SentPin of(JsonObject object) throws JsonException {
        try {
            return new SentPin(
                    new TokenIdentity(
                            object.requiredString("manufacturer"),
                            object.requiredString("model"),
                            object.requiredString("serial")),
                    object.requiredString("hash"),
                    Outcome.valueOf(object.requiredString("outcome")),
                    Math.toIntExact(object.number("count").orElse(1)),
                    Instant.parse(object.requiredString("time")));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new JsonException("not an entry of ours");
        }
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("manufacturer", token.manufacturer())
                .put("model", token.model())
                .put("serial", token.serial())
                .put("hash", hash)
                .put("outcome", outcome.name())
                .put("count", count)
                .put("time", time.toString())
                .build();
    }
}
