package signet.signer.protocol;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.SignerException;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The reason why a signer did not sign, as it travels to a client that asked for reasons.
 *
 * @param kind what kind of reason
 * @param detail one line for the operator, of 1,000 characters at most; the rest is cut off
 * @param triesLeft how many PIN tries are left, where that is the matter and the token tells
 */
public record Refusal(Kind kind, String detail, OptionalInt triesLeft) {

    /** In characters: it may quote what a peer sent, and goes to logs as well as to the wire. */
    private static final int MAX_DETAIL = 1000;

    private static final String PREFIX = Protocol.VERSION + " NO ";

    /** Cuts the detail. */
    public Refusal {
        detail = beginning(detail);
    }

    /** The kinds of refusal, one for each {@link SignerException}. */
    public enum Kind {
        /** No key matches. */
        KEY_NOT_FOUND("key-not-found"),
        /** The key may not or cannot be used. */
        KEY_UNUSABLE("key-unusable"),
        /** The key's token or peer can't be reached now. */
        TOKEN_UNAVAILABLE("token-unavailable"),
        /** The PIN was refused. */
        PIN_REJECTED("pin-rejected"),
        /** The signer will not sign this request. */
        REFUSED("refused"),
        /** The client broke the protocol. */
        PROTOCOL_VIOLATION("protocol-violation");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        private static Kind ofWireName(String name) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(name)) {
                    return kind;
                }
            }
            // A later version may know more kinds; to us they are all refusals.
            return REFUSED;
        }

        @Override
        public String toString() {
            return wireName;
        }
    }

    /** Makes a refusal that is not about a PIN. */
    public static Refusal of(Kind kind, String detail) {
        return new Refusal(kind, detail, OptionalInt.empty());
    }

    /** Makes the refusal that stands for a failure of the signer. */
    public static Refusal of(SignerException failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case SignerException.KeyNotFound _ -> of(Kind.KEY_NOT_FOUND, detail);
            case SignerException.KeyUnusable _ -> of(Kind.KEY_UNUSABLE, detail);
            case SignerException.TokenUnavailable _ -> of(Kind.TOKEN_UNAVAILABLE, detail);
            case SignerException.PinRejected pin ->
                    new Refusal(Kind.PIN_REJECTED, detail, pin.triesLeft());
            case SignerException.Refused _ -> of(Kind.REFUSED, detail);
            case SignerException.ProtocolViolation _ -> of(Kind.PROTOCOL_VIOLATION, detail);
        };
    }

    /** Returns the failure that this refusal stands for. */
    public SignerException toException() {
        return switch (kind) {
            case KEY_NOT_FOUND -> new SignerException.KeyNotFound(detail);
            case KEY_UNUSABLE -> new SignerException.KeyUnusable(detail, null);
            case TOKEN_UNAVAILABLE -> new SignerException.TokenUnavailable(detail, null);
            case PIN_REJECTED -> new SignerException.PinRejected(detail, triesLeft);
            case REFUSED -> new SignerException.Refused(detail);
            case PROTOCOL_VIOLATION -> new SignerException.ProtocolViolation(detail, null);
        };
    }

    /** Returns the line with its line end, ASCII only. */
    public String encode() {
        return PREFIX + putInto(JsonObject.builder()).build() + "\r\n";
    }

    /** Adds the members of the reason to an object, and returns that. */
    public JsonObject.Builder putInto(JsonObject.Builder object) {
        object.put("type", kind.wireName).put("detail", detail);
        triesLeft.ifPresent(tries -> object.put("tries-left", tries));
        return object;
    }

    /** Half a character at the end would make the line one that no strict reader takes. */
    private static String beginning(String text) {
        if (text.length() <= MAX_DETAIL) {
            return text;
        }
        boolean split = Character.isHighSurrogate(text.charAt(MAX_DETAIL - 1));
        return text.substring(0, split ? MAX_DETAIL - 1 : MAX_DETAIL);
    }

    /** Says whether an answer line is a refusal rather than a signature. */
    public static boolean is(String line) {
        return line.startsWith(PREFIX);
    }

    /** Reads a line for which {@link #is} holds. Never fails: a refusal without a reason is one. */
    public static Refusal parse(String line) {
        return decode(line.substring(PREFIX.length()));
    }

    static Refusal decode(String json) {
        try {
            return of(JsonObject.parse(json));
        } catch (JsonException e) {
            return of(Kind.REFUSED, "the signer gave no reason");
        }
    }

    /**
     * Reads the members of a reason; others are ignored.
     *
     * @throws JsonException where one of them is not of its type
     */
    public static Refusal of(JsonObject object) throws JsonException {
        OptionalLong tries = object.number("tries-left");
        return new Refusal(
                Kind.ofWireName(object.string("type").orElse("")),
                object.string("detail").orElse("the signer gave no reason"),
                tries.isPresent()
                        ? OptionalInt.of(Math.clamp(tries.getAsLong(), 0, 255))
                        : OptionalInt.empty());
    }
}
