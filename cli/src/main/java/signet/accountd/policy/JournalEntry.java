package signet.accountd.policy;

import signet.jose.JsonException;
import signet.jose.JsonObject;

/** One line of the memory of orders. */
sealed interface JournalEntry permits OrderRecord, ClockNote {

    /** Returns when it was written, in milliseconds since 1970, by the clock of that moment. */
    long time();

    /** Returns its line, ASCII, without the line end. */
    String encode();

    /** Reads a line of this format, or of the first one. */
    static JournalEntry decode(String line, RegisteredDomains domains) throws JsonException {
        JsonObject object = JsonObject.parse(line);
        if (object.has("identifiers")) {
            return FirstFormat.decode(object, domains);
        }
        return object.has("clock") ? ClockNote.decode(object) : OrderRecord.decode(object);
    }
}
