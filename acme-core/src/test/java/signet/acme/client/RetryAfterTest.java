package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class RetryAfterTest {

    @Test
    void readsSecondsAndDates() {
        assertThat(RetryAfter.parse("0", FakeTime.START)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("120", FakeTime.START)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 06:00:05 GMT", FakeTime.START))
                .contains(Duration.ofSeconds(5));
        assertThat(RetryAfter.parse("Sun, 24 Nov 2024 06:00:05 GMT", FakeTime.START))
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "1.5", "soon", "99999999999999999999", "2026-11-24T06:00:00Z"})
    void ignoresEverythingElse(String text) {
        assertThat(RetryAfter.parse(text, FakeTime.START)).isEmpty();
    }
}
