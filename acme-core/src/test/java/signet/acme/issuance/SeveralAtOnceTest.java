package signet.acme.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import signet.acme.client.AcmeException;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@Timeout(30)
class SeveralAtOnceTest {

    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    private final SeveralAtOnce eight = new SeveralAtOnce(8);

    @Test
    void eightAreUnderWayTogetherAndTheResultsAreInOrder() throws Exception {
        // Nobody passes before eight are there; what is left over passes by itself.
        CyclicBarrier barrier = new CyclicBarrier(8);
        List<Integer> first = HUNDRED.subList(0, 96);
        assertThat(
                        eight.map(
                                first,
                                number -> {
                                    await(barrier);
                                    return number + 1;
                                }))
                .isEqualTo(HUNDRED.subList(1, 97));
    }

    @Test
    void thereAreNeverMoreForTwoListsEither() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        SeveralAtOnce.Step<Integer, Integer> step =
                number -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(1);
                    now.decrementAndGet();
                    return number;
                };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> one = threads.submit(() -> eight.map(HUNDRED, step));
            Future<List<Integer>> two = threads.submit(() -> eight.map(HUNDRED, step));
            assertThat(one.get()).isEqualTo(HUNDRED);
            assertThat(two.get()).isEqualTo(HUNDRED);
        }
        assertThat(most.get()).isBetween(2, 8);
    }

    @Test
    void aFailureKeepsItsTypeAndEndsItAndTheSlotsAreFreeAgain() throws Exception {
        Queue<Integer> begun = new ConcurrentLinkedQueue<>();
        assertThatThrownBy(
                        () ->
                                eight.map(
                                        HUNDRED,
                                        number -> {
                                            begun.add(number);
                                            if (number == 3) {
                                                throw new AcmeException.NotPossible("no");
                                            }
                                            Thread.sleep(5);
                                            return number;
                                        }))
                .isInstanceOf(AcmeException.NotPossible.class)
                .hasMessage("no");
        assertThat(begun).hasSizeLessThan(20);
        assertThat(eight.map(HUNDRED, number -> number)).isEqualTo(HUNDRED);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
