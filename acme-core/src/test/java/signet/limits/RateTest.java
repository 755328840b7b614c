package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

class RateTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** A monotonic clock may overflow. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    private final Rate<String> rate = new Rate<>(3, HOUR, 4, clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void allowsSoManyInAnyPeriod() {
        assertThat(rate.take("a")).isEmpty();
        pass(Duration.ofMinutes(20));
        assertThat(rate.take("a")).isEmpty();
        assertThat(rate.take("a")).isEmpty();
        assertThat(rate.take("a")).contains(Duration.ofMinutes(40));
        assertThat(rate.take("b")).isEmpty();

        pass(Duration.ofMinutes(40).minusNanos(1));
        assertThat(rate.take("a")).contains(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        assertThat(rate.take("a")).isEmpty();
        assertThat(rate.take("a")).contains(Duration.ofMinutes(20));
    }

    @Test
    void whatIsGivenBackDoesNotCount() {
        for (int i = 0; i < 50; i++) {
            assertThat(rate.take("a")).isEmpty();
            rate.giveBack("a");
        }
        rate.giveBack("a");
        rate.giveBack("b");
        for (int i = 0; i < 3; i++) {
            assertThat(rate.take("a")).isEmpty();
        }
        assertThat(rate.take("a")).contains(HOUR);
    }

    @Test
    void remembersABoundedNumberOfPeers() {
        for (int i = 0; i < 1000; i++) {
            assertThat(rate.take("peer" + i)).isEmpty();
        }
        assertThat(rate.size()).isEqualTo(4);
    }

    @Test
    void isNotOutrunByManyThreads() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        for (Thread thread :
                IntStream.range(0, 32)
                        .mapToObj(
                                _ ->
                                        Thread.ofPlatform()
                                                .start(
                                                        () -> {
                                                            if (rate.take("a").isEmpty()) {
                                                                taken.incrementAndGet();
                                                            }
                                                        }))
                        .toList()) {
            thread.join();
        }
        assertThat(taken).hasValue(3);
    }
}
