package signet.signer.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class DeadlineTimerTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofHours(1);

    private final DeadlineTimer timer = new DeadlineTimer();

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void expiresOnceAfterItsLimit() throws InterruptedException {
        long start = System.nanoTime();
        CountDownLatch expired = new CountDownLatch(1);
        timer.watch(SHORT, expired::countDown);
        assertThat(expired.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void doesNotExpireWhilePausedOrCancelled() throws InterruptedException {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        timer.watch(SHORT, paused::countDown).pause();
        timer.watch(SHORT, cancelled::countDown).cancel();
        awaitThreeLimits();
        assertThat(paused.getCount()).isOne();
        assertThat(cancelled.getCount()).isOne();
    }

    @Test
    void countsAgainAfterARestart() throws InterruptedException {
        CountDownLatch expired = new CountDownLatch(1);
        Watch watch = timer.watch(SHORT, expired::countDown);
        watch.pause();
        awaitThreeLimits();
        watch.restart();
        assertThat(expired.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keepsTenThousandWatchesOnOneThread() {
        for (int i = 0; i < 10_000; i++) {
            timer.watch(LONG, () -> {});
        }
        assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().equals("deadlines")))
                .hasSizeLessThan(10);
    }

    /** Another watch of the same timer tells that the time has passed. */
    private void awaitThreeLimits() throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        timer.watch(SHORT.multipliedBy(3), passed::countDown);
        assertThat(passed.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
