package signet.signer.pkcs11.dialog;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.SignatureAlgorithm;

import java.util.List;
import java.util.Optional;

/** What signet-accountd wants of a helper: the first line that it writes. */
public sealed interface HelperTask {

    /**
     * A key, and the way to it.
     *
     * @param uri the URI of the key (RFC 7512)
     * @param module the absolute path of the module
     * @param engine {@code auto}, {@code sunpkcs11} or {@code native}
     * @param serial the serial number that the token must have, known from an earlier start
     */
    record Key(String uri, String module, String engine, Optional<String> serial) {}

    /** Opens a key and signs with it until the input ends. */
    record Serve(Key key) implements HelperTask {}

    /** Opens a key, makes some signatures, reports how long they took, and ends. */
    record Check(Key key) implements HelperTask {}

    /**
     * Reports what can be seen without a PIN.
     *
     * @param module the absolute path of the module
     */
    record ListTokens(String module) implements HelperTask {}

    /**
     * Makes a key pair on a token.
     *
     * @param uri the URI of the token
     * @param module the absolute path of the module
     * @param type what the key will sign with
     * @param id its id, hexadecimal; empty to have one made
     * @param label its label; empty to have one made
     */
    record Generate(
            String uri,
            String module,
            SignatureAlgorithm type,
            Optional<String> id,
            Optional<String> label)
            implements HelperTask {}

    /** Returns the task as one line without a line end. */
    default String encode() {
        JsonObject.Builder json = JsonObject.builder();
        switch (this) {
            case Serve(Key key) -> put(json.put("task", "serve"), key);
            case Check(Key key) -> put(json.put("task", "check"), key);
            case ListTokens(String module) -> json.put("task", "list").put("module", module);
            case Generate task ->
                    json.put("task", "keygen")
                            .put("uri", task.uri())
                            .put("module", task.module())
                            .put("type", task.type().name())
                            .put("id", task.id())
                            .put("label", task.label());
        }
        return DialogFormat.encode(json.build());
    }

    private static void put(JsonObject.Builder json, Key key) {
        json.put("uri", key.uri())
                .put("module", key.module())
                .put("engine", key.engine())
                .put("serial", key.serial());
    }

    /**
     * Reads a task.
     *
     * @throws JsonException where the line is none
     */
    static HelperTask parse(String line) throws JsonException {
        JsonObject json = DialogFormat.parse(line);
        return switch (json.requiredString("task")) {
            case "serve" -> new Serve(key(json));
            case "check" -> new Check(key(json));
            case "list" -> new ListTokens(json.requiredString("module"));
            case "keygen" ->
                    new Generate(
                            json.requiredString("uri"),
                            json.requiredString("module"),
                            SignatureAlgorithm.forJwaName(json.requiredString("type"))
                                    .orElseThrow(() -> new JsonException("unknown \"type\"")),
                            json.string("id"),
                            json.string("label"));
            default -> throw new JsonException("unknown task");
        };
    }

    private static Key key(JsonObject json) throws JsonException {
        return new Key(
                json.requiredString("uri"),
                json.requiredString("module"),
                DialogFormat.word(json, "engine", List.of("auto", "sunpkcs11", "native")),
                json.string("serial"));
    }
}
