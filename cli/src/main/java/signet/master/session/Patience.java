package signet.master.session;

import java.time.Duration;

/**
 * How long a client may keep a run, and its lock, waiting.
 *
 * @param silence how long it may say nothing at all while it has tasks, and how long it may take to
 *     end when it has none
 * @param result how long none of its tasks may end, whatever it says
 */
record Patience(Duration silence, Duration result) {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    /** Questions to persons, and the orders before this one at the signer. */
    private static final Duration SIGNATURES = Duration.ofHours(1);

    /** The longest that the client waits where the configuration sets no limit. */
    private static final Duration NO_TIMEOUT = Duration.ofHours(1);

    /** The server has to take an order, validate, issue, and send the certificate. */
    private static final int WAITS = 4;

    /**
     * Returns what is fair.
     *
     * @param timeout how long one wait for the server may last; zero for no limit
     */
    static Patience of(Duration timeout) {
        Duration wait = timeout.isZero() ? NO_TIMEOUT : timeout;
        Duration silence = START.plus(wait);
        return new Patience(
                silence.compareTo(LONGEST_SILENCE) < 0 ? silence : LONGEST_SILENCE,
                SIGNATURES.plus(wait.multipliedBy(WAITS)));
    }
}
