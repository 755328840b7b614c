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
        assertThat(rate.take("a")).isInstanceOf(Rate.Ticket.class);
        pass(Duration.ofMinutes(20));
        assertThat(rate.take("a")).isInstanceOf(Rate.Ticket.class);
        assertThat(rate.take("a")).isInstanceOf(Rate.Ticket.class);
        assertThat(rate.take("a")).isEqualTo(new Rate.Later(Duration.ofMinutes(40)));
        assertThat(rate.take("b")).isInstanceOf(Rate.Ticket.class);

        pass(Duration.ofMinutes(40).minusNanos(1));
        assertThat(rate.take("a")).isEqualTo(new Rate.Later(Duration.ofNanos(1)));
        pass(Duration.ofNanos(1));
        assertThat(rate.take("a")).isInstanceOf(Rate.Ticket.class);
        assertThat(rate.take("a")).isEqualTo(new Rate.Later(Duration.ofMinutes(20)));
    }

    @Test
    void whatIsGivenBackDoesNotCount() {
        for (int i = 0; i < 50; i++) {
            rate.giveBack("a", taken());
        }
        for (int i = 0; i < 3; i++) {
            assertThat(rate.take("a")).isInstanceOf(Rate.Ticket.class);
        }
        assertThat(rate.take("a")).isEqualTo(new Rate.Later(HOUR));
    }

    @Test
    void theEventOfTheTicketIsGivenBackAndOnce() {
        Rate.Ticket first = taken();
        pass(Duration.ofMinutes(20));
        Rate.Ticket second = taken();
        Rate.Ticket third = taken();
        rate.giveBack("b", second);
        rate.giveBack("a", second);
        rate.giveBack("a", second);
        Rate.Ticket _ = taken();
        // It is the first one's time that is waited for.
        assertThat(rate.take("a")).isEqualTo(new Rate.Later(Duration.ofMinutes(40)));

        pass(Duration.ofMinutes(40));
        Rate.Ticket _ = taken();
        // What does not count any more takes no other's place.
        rate.giveBack("a", first);
        assertThat(rate.take("a")).isEqualTo(new Rate.Later(Duration.ofMinutes(20)));
        rate.giveBack("a", third);
        Rate.Ticket _ = taken();
    }

    private Rate.Ticket taken() {
        Rate.Taken taken = rate.take("a");
        assertThat(taken).isInstanceOf(Rate.Ticket.class);
        return (Rate.Ticket) taken;
    }

    @Test
    void remembersABoundedNumberOfPeers() {
        for (int i = 0; i < 1000; i++) {
            assertThat(rate.take("peer" + i)).isInstanceOf(Rate.Ticket.class);
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
                                                            if (rate.take("a")
                                                                    instanceof Rate.Ticket) {
                                                                taken.incrementAndGet();
                                                            }
                                                        }))
                        .toList()) {
            thread.join();
        }
        assertThat(taken).hasValue(3);
    }
}
