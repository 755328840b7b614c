package signet.accountd.audit;

import java.time.Duration;

/**
 * How often the log is vouched for.
 *
 * @param lines after how many lines a checkpoint is signed
 * @param age how long a line waits for a checkpoint at most
 * @param head how far the head file is behind at most
 */
record Cadence(int lines, Duration age, Duration head) {

    static final Cadence DEFAULT = new Cadence(1000, Duration.ofMinutes(10), Duration.ofSeconds(1));
}
