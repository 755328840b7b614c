package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class FairTurnsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void aGroupHasOneTurnAtATime() {
        FairTurns<String> turns = new FairTurns<>(2, Duration.ZERO);
        FairTurns.Turn greedy = turns.await("greedy").orElseThrow();
        assertThat(turns.await("greedy")).isEmpty();
        FairTurns.Turn other = turns.await("other").orElseThrow();
        assertThat(turns.await("third")).isEmpty();
        greedy.close();
        turns.await("third").orElseThrow().close();
        other.close();
        assertThat(turns.groups()).isZero();
    }

    /** However many of a group wait, another waits for the one that has the turn. */
    @Test
    void whoAsksForMuchMakesItsOwnGroupWait() throws Exception {
        FairTurns<String> turns = new FairTurns<>(1, LONG);
        FairTurns.Turn held = turns.await("greedy").orElseThrow();
        List<Thread> waiting = new ArrayList<>();
        AtomicInteger turnsOfGreedy = new AtomicInteger();
        CompletableFuture<Integer> before = new CompletableFuture<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(
                    waiting(
                            () -> {
                                try (var _ = turns.await("greedy").orElseThrow()) {
                                    turnsOfGreedy.incrementAndGet();
                                }
                            }));
        }
        Thread polite =
                waiting(
                        () -> {
                            try (var _ = turns.await("polite").orElseThrow()) {
                                before.complete(turnsOfGreedy.get());
                            }
                        });
        held.close();
        assertThat(before.get()).isZero();
        polite.join();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(turnsOfGreedy).hasValue(waiting.size());
        assertThat(turns.groups()).isZero();
    }

    private static Thread waiting(Runnable task) {
        Thread thread = Thread.ofPlatform().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void whoIsInterruptedGetsNone() {
        FairTurns<String> turns = new FairTurns<>(1, LONG);
        Thread.currentThread().interrupt();
        Optional<FairTurns.Turn> turn = turns.await("a");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(turn).isEmpty();
        turns.await("a").orElseThrow().close();
    }
}
