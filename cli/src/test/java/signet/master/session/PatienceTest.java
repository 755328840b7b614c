package signet.master.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PatienceTest {

    @Test
    void theConfiguredTimeoutCounts() {
        assertThat(Patience.of(Duration.ofSeconds(30)))
                .isEqualTo(new Patience(Duration.ofSeconds(60), Duration.ofSeconds(3600 + 120)));
    }

    @Test
    void aSilenceIsNeverLongerThanFiveMinutes() {
        assertThat(Patience.of(Duration.ofDays(1)).silence()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void withoutATimeoutThereIsALimitAllTheSame() {
        assertThat(Patience.of(Duration.ZERO))
                .isEqualTo(new Patience(Duration.ofMinutes(5), Duration.ofHours(5)));
    }
}
