package signet.accountd.approval.control;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.Locale;

/** What a person asks over the socket: one line of JSON, one a connection. */
public sealed interface ControlRequest {

    /** Show what waits, and which leases there are. */
    record Show() implements ControlRequest {}

    /**
     * Yes.
     *
     * @param id of the question
     */
    record Approve(String id) implements ControlRequest {}

    /**
     * No, or, for a question that was approved, that its lease be ended.
     *
     * @param id of the question or lease
     */
    record Deny(String id) implements ControlRequest {}

    /** Returns the request as one line without a line end. */
    default String encode() {
        JsonObject.Builder json = JsonObject.builder();
        switch (this) {
            case Show _ -> json.put("type", "list");
            case Approve(String id) -> json.put("type", "approve").put("id", id);
            case Deny(String id) -> json.put("type", "deny").put("id", id);
        }
        return json.build().toString();
    }

    /** Reads a request, which may be anybody's. */
    static ControlRequest parse(String line) throws JsonException {
        JsonObject json = JsonObject.parse(line);
        return switch (json.requiredString("type")) {
            case "list" -> new Show();
            case "approve" -> new Approve(id(json));
            case "deny" -> new Deny(id(json));
            default -> throw new JsonException("unknown request");
        };
    }

    private static String id(JsonObject json) throws JsonException {
        return json.requiredString("id").strip().toUpperCase(Locale.ROOT);
    }
}
