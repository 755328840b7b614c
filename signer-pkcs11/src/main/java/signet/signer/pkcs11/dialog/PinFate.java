package signet.signer.pkcs11.dialog;

import signet.jose.JsonException;
import signet.jose.JsonObject;

/** How far a PIN went in a task that failed. */
public enum PinFate {
    /** The token cannot have seen it: no try is used up. */
    NOT_SENT(false, false),
    /** The token may have seen it, and has not accepted it. */
    SENT(true, false),
    /** The token accepted it; what failed came later. */
    ACCEPTED(true, true);

    private final boolean sent;
    private final boolean accepted;

    PinFate(boolean sent, boolean accepted) {
        this.sent = sent;
        this.accepted = accepted;
    }

    void putInto(JsonObject.Builder json) {
        json.put("pin-sent", sent).put("pin-accepted", accepted);
    }

    static PinFate of(JsonObject json) throws JsonException {
        // What is not told counts as sent: a try is better counted than lost.
        if (json.has("pin-sent") && !json.bool("pin-sent")) {
            return NOT_SENT;
        }
        return json.bool("pin-accepted") ? ACCEPTED : SENT;
    }
}
