package signet.signer.pkcs11.dialog;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.protocol.Refusal;

import java.util.ArrayList;
import java.util.List;

/** What a helper tells signet-accountd before the signing protocol starts, or in its place. */
public sealed interface HelperReport {

    /** The most requests that a helper may say it works on at a time. */
    int MAX_SESSIONS = 64;

    /** The one token that the URI means was found; nothing was sent to it yet. */
    record TokenFound(TokenDescription token) implements HelperReport {}

    /**
     * The task failed, and the helper ends.
     *
     * @param refusal why
     * @param pin how far the PIN went
     */
    record Failed(Refusal refusal, PinFate pin) implements HelperReport {}

    /** The key is open; in the task {@code serve} the greeting follows. */
    record Ready(ReadyKey key) implements HelperReport {}

    /**
     * A token of the module, in the task {@code list}.
     *
     * @param token the token
     * @param keys the keys that can be seen without a login
     * @param certificates how many certificates it holds
     */
    record ListedToken(TokenDescription token, List<ListedKey> keys, long certificates)
            implements HelperReport {
        /** Copies the list. */
        public ListedToken {
            keys = List.copyOf(keys);
        }
    }

    /**
     * All tokens are listed.
     *
     * @param library what the module says of itself
     */
    record Done(String library) implements HelperReport {}

    /**
     * A key pair was made.
     *
     * @param uri the full URI of the private key
     */
    record Generated(String uri) implements HelperReport {}

    /**
     * The key was checked.
     *
     * @param signatureMicros how long each of some signatures took, in microseconds
     */
    record Checked(List<Long> signatureMicros) implements HelperReport {
        /** Copies the list. */
        public Checked {
            signatureMicros = List.copyOf(signatureMicros);
        }
    }

    /** Returns the report as one line without a line end. */
    default String encode() {
        JsonObject.Builder json = JsonObject.builder();
        switch (this) {
            case TokenFound(TokenDescription token) -> token.putInto(json.put("report", "token"));
            case Failed(Refusal refusal, PinFate pin) ->
                    pin.putInto(refusal.putInto(json.put("report", "failed")));
            case Ready(ReadyKey key) -> key.putInto(json.put("report", "ready"));
            case ListedToken listed -> {
                listed.token().putInto(json.put("report", "listed-token"));
                json.putObjects("keys", listed.keys().stream().map(ListedKey::toJson).toList())
                        .put("certificates", listed.certificates());
            }
            case Done(String library) -> json.put("report", "done").put("library", library);
            case Generated(String uri) -> json.put("report", "generated").put("uri", uri);
            case Checked(List<Long> micros) ->
                    json.put("report", "checked").putNumbers("signature-micros", micros);
        }
        return DialogFormat.encode(json.build());
    }

    /**
     * Reads a report, which may be an attacker's: a module can do what it likes in its process.
     *
     * @throws JsonException where the line is none
     */
    static HelperReport parse(String line) throws JsonException {
        JsonObject json = DialogFormat.parse(line);
        return switch (json.requiredString("report")) {
            case "token" -> new TokenFound(TokenDescription.of(json));
            case "failed" -> new Failed(Refusal.of(json), PinFate.of(json));
            case "ready" -> new Ready(ReadyKey.of(json));
            case "listed-token" ->
                    new ListedToken(
                            TokenDescription.of(json),
                            keys(json),
                            DialogFormat.number(json, "certificates", 0, Integer.MAX_VALUE));
            case "done" -> new Done(json.requiredString("library"));
            case "generated" -> new Generated(json.requiredString("uri"));
            case "checked" -> new Checked(json.numbers("signature-micros"));
            default -> throw new JsonException("unknown report");
        };
    }

    private static List<ListedKey> keys(JsonObject json) throws JsonException {
        List<ListedKey> keys = new ArrayList<>();
        for (JsonObject key : json.objects("keys")) {
            keys.add(ListedKey.of(key));
        }
        return keys;
    }
}
