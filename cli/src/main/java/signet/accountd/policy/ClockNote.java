package signet.accountd.policy;

import signet.jose.JsonException;
import signet.jose.JsonObject;

/**
 * Notes what the clock showed: where it was found to be behind an order that was signed before,
 * from when on that order counts; where no order was signed for long, that time has passed.
 *
 * @param time what the clock showed
 */
record ClockNote(long time) implements JournalEntry {

    @Override
    public String encode() {
        return JsonObject.builder().put("clock", JournalTime.encode(time)).build().toString();
    }

    static ClockNote decode(JsonObject object) throws JsonException {
        return new ClockNote(JournalTime.decode(object.requiredString("clock")));
    }
}
