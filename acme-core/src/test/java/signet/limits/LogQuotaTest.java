package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class LogQuotaTest {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final List<String> log = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;

    @Test
    void aFloodOfLinesIsCutAndOneLineSaysSo() {
        LogQuota quota = quota(3, Long.MAX_VALUE);
        pass(quota, 1_000_000, "x");
        assertThat(log).containsExactly("x", "x", "x", "more than 3 lines, some are not shown");
    }

    @Test
    void theNextPeriodHasItsOwnLines() {
        LogQuota quota = quota(1, Long.MAX_VALUE);
        pass(quota, 3, "x");
        now += PERIOD.toNanos() + 1;
        pass(quota, 3, "y");
        String cut = "more than 1 lines, some are not shown";
        assertThat(log).containsExactly("x", cut, "y", cut);
    }

    @Test
    void whatIsTooMuchInAllIsNeverShownAgain() {
        LogQuota quota = quota(100, 10);
        pass(quota, 3, "12345");
        now += PERIOD.toNanos() + 1;
        pass(quota, 3, "1");
        assertThat(log)
                .containsExactly(
                        "12345", "12345", "more than 10 characters, the rest is not shown");
    }

    @Test
    void aLimitOfNothingIsAMistake() {
        assertThatThrownBy(() -> new LogQuota.Limits(0, PERIOD, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LogQuota.Limits(1, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LogQuota.Limits(1, PERIOD, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private LogQuota quota(int lines, long characters) {
        return new LogQuota(new LogQuota.Limits(lines, PERIOD, characters), () -> now);
    }

    private void pass(LogQuota quota, int times, String line) {
        for (int i = 0; i < times; i++) {
            quota.pass(line, log::add);
        }
    }
}
