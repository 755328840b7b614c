package signet.signer.pkcs11.dialog;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.List;

/**
 * A token, before anything was sent to it. All texts are the token's and the module's own: escape
 * them before they are printed.
 *
 * @param serial its serial number
 * @param label its label
 * @param manufacturer who made it
 * @param model what it is
 * @param slot the number of the slot it is in, unsigned
 * @param module the path of the module that leads to it
 * @param library what the module says of itself
 * @param login how one logs in: {@code none}, {@code pin} or {@code pinpad}
 * @param pinState what it says of its PIN: {@code ok}, {@code count-low}, {@code final-try}, {@code
 *     locked} or {@code not-initialized}
 * @param warnings what the operator should know, one line each
 */
public record TokenDescription(
        String serial,
        String label,
        String manufacturer,
        String model,
        long slot,
        String module,
        String library,
        String login,
        String pinState,
        List<String> warnings) {

    /** Copies the list. */
    public TokenDescription {
        warnings = List.copyOf(warnings);
    }

    void putInto(JsonObject.Builder json) {
        json.put("serial", serial)
                .put("label", label)
                .put("manufacturer", manufacturer)
                .put("model", model)
                .put("slot", slot)
                .put("module", module)
                .put("library", library)
                .put("login", login)
                .put("pin-state", pinState)
                .putStrings("warnings", warnings);
    }

    static TokenDescription of(JsonObject json) throws JsonException {
        return new TokenDescription(
                json.requiredString("serial"),
                json.requiredString("label"),
                json.requiredString("manufacturer"),
                json.requiredString("model"),
                DialogFormat.number(json, "slot", Long.MIN_VALUE, Long.MAX_VALUE),
                json.requiredString("module"),
                json.requiredString("library"),
                DialogFormat.word(json, "login", List.of("none", "pin", "pinpad")),
                DialogFormat.word(
                        json,
                        "pin-state",
                        List.of("ok", "count-low", "final-try", "locked", "not-initialized")),
                json.strings("warnings"));
    }
}
