package signet.accountd.policy;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.nio.file.Path;
import java.util.OptionalLong;

/** The first line of the memory of orders, which tells the version of its format. */
final class JournalHeader {

    private static final String MEMBER = "signet-orders";
    private static final long VERSION = 2;

    private JournalHeader() {}

    /** Returns it, without the line end. */
    static String line() {
        return JsonObject.builder().put(MEMBER, VERSION).build().toString();
    }

    /**
     * Says whether a line is one.
     *
     * @throws StateException where the file was written by a later signet-accountd
     */
    static boolean is(String line, Path file) throws StateException {
        OptionalLong version;
        try {
            version = JsonObject.parse(line).number(MEMBER);
        } catch (JsonException e) {
            return false;
        }
        if (version.isPresent() && version.getAsLong() > VERSION) {
            throw new StateException(
                    file
                            + ": was written by a newer signet-accountd (version "
                            + version.getAsLong()
                            + " of its format; this one knows "
                            + VERSION
                            + "); use that one, or move the file away: budgets begin anew then, and"
                            + " orders that are under way can't be finalized");
        }
        return version.isPresent();
    }
}
