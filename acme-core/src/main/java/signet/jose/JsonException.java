package signet.jose;

import java.io.IOException;

/** A text that should have been JSON of some form was not. */
public final class JsonException extends IOException {

    /** Makes one; the message says which member, or where. */
    public JsonException(String message) {
        super(message);
    }
}
