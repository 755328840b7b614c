package signet.master.session;

import signet.limits.BoundedLines;
import signet.limits.LogQuota;

import java.time.Duration;
import java.util.function.Consumer;

/** What a client says to persons, in the bounds of what a log should hold. */
final class ClientTexts {

    /** An error may name a hundred problems of a server, one for each name. */
    private static final int LONGEST_ERROR = 16 * 1024;

    private static final int LONGEST_STEP = 1000;

    private static final LogQuota.Limits STEPS =
            new LogQuota.Limits(1000, Duration.ofSeconds(10), 1024 * 1024);

    private final LogQuota steps = new LogQuota(STEPS);

    /** Returns an error, of which the end is missing where it is very long. */
    static String error(String text) {
        return BoundedLines.cut(text, LONGEST_ERROR);
    }

    /** Passes a step of a task on, unless there were too many. */
    void step(String text, Consumer<String> log) {
        steps.pass(BoundedLines.cut(text, LONGEST_STEP), log);
    }
}
