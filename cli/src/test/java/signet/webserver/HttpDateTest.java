package signet.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class HttpDateTest {

    @Test
    void writesTheExampleOfTheRfc() {
        assertThat(HttpDate.format(Instant.parse("1994-11-06T08:49:37Z")))
                .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void writesTheLastDayOfAYear() {
        assertThat(HttpDate.format(Instant.parse("2029-12-31T23:59:59.9Z")))
                .isEqualTo("Mon, 31 Dec 2029 23:59:59 GMT");
    }
}
