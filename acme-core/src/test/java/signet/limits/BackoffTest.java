package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import signet.limits.Backoff.Refusal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class BackoffTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofMinutes(10);

    /** A monotonic clock may overflow. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    private final Backoff<String, String> backoff = new Backoff<>(MINUTE, MOST, 4, clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private Duration refused(String key) {
        backoff.refuse(key, "no");
        Duration lasts = backoff.find(key).orElseThrow().left();
        pass(lasts);
        assertThat(backoff.find(key)).isEmpty();
        return lasts;
    }

    @Test
    void lastsTwiceAsLongEachTimeUpToABound() {
        assertThat(backoff.find("a")).isEmpty();
        assertThat(refused("a")).isEqualTo(MINUTE);
        assertThat(refused("a")).isEqualTo(MINUTE.multipliedBy(2));
        assertThat(refused("a")).isEqualTo(MINUTE.multipliedBy(4));
        assertThat(refused("a")).isEqualTo(MINUTE.multipliedBy(8));
        assertThat(refused("a")).isEqualTo(MOST);
        assertThat(refused("a")).isEqualTo(MOST);
        assertThat(refused("b")).isEqualTo(MINUTE);
    }

    @Test
    void tellsWhyAndForHowMuchLonger() {
        backoff.refuse("a", "no");
        pass(Duration.ofSeconds(20));

        assertThat(backoff.find("a")).contains(new Refusal<>("no", Duration.ofSeconds(40)));
        assertThat(backoff.find("b")).isEmpty();
    }

    @Test
    void beginsAnewLaterOrWhereItIsForgotten() {
        assertThat(refused("a")).isEqualTo(MINUTE);
        pass(MOST.minusNanos(1));
        assertThat(refused("a")).isEqualTo(MINUTE.multipliedBy(2));
        pass(MOST);
        assertThat(refused("a")).isEqualTo(MINUTE);

        backoff.refuse("a", "no");
        backoff.forget("a");
        assertThat(backoff.find("a")).isEmpty();
        assertThat(refused("a")).isEqualTo(MINUTE);
    }

    @Test
    void whatIsPutOffDoublesNothing() {
        for (int i = 0; i < 5; i++) {
            backoff.defer("a", "nobody there");
            assertThat(backoff.find("a")).contains(new Refusal<>("nobody there", MINUTE));
            pass(MINUTE);
        }
        assertThat(refused("a")).isEqualTo(MINUTE);
        backoff.defer("a", "nobody there");
        pass(MINUTE);
        assertThat(refused("a")).isEqualTo(MINUTE.multipliedBy(2));
    }

    @Test
    void remembersSoMuchAndForgetsWhatIsOverFirst() {
        assertThat(refused("long")).isEqualTo(MINUTE);
        backoff.refuse("long", "no");
        for (int i = 0; i < 1000; i++) {
            backoff.refuse("short" + i, "no");
        }

        assertThat(backoff.size()).isEqualTo(4);
        assertThat(backoff.find("long")).isPresent();
        assertThat(backoff.find("short999")).isPresent();
        assertThat(backoff.find("short0")).isEmpty();
    }
}
