package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class SharedSlotsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> ended = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;
    private final SharedSlots<String> slots = new SharedSlots<>(4, PATIENCE, () -> now);

    @Test
    void whereAllAreTakenByOneGroupItsLongestSilentOneMakesRoom() {
        SharedSlots<String>.Slot first = take("greedy", "1");
        take("greedy", "2");
        first.silent();
        take("greedy", "3");
        take("greedy", "4");
        assertThat(slots.take("modest", () -> {})).isPresent();
        assertThat(ended).containsExactly("2");
    }

    @Test
    void oneThatWorksMakesRoomOnlyWhereAllOfItsGroupDo() {
        take("greedy", "1").working();
        take("greedy", "2");
        take("greedy", "3").working();
        take("greedy", "4").working();
        take("modest", "5");
        assertThat(ended).containsExactly("2");
        take("modest", "6");
        assertThat(ended).containsExactly("2", "1");
    }

    @Test
    void groupsOfOneSizeDoNotDriveEachOtherOut() {
        take("one", "1");
        take("one", "2");
        take("two", "3");
        take("two", "4");
        assertThat(slots.take("one", () -> {})).isEmpty();
        assertThat(slots.take("two", () -> {})).isEmpty();
        assertThat(ended).isEmpty();
        take("three", "5");
        assertThat(ended).hasSize(1);
    }

    @Test
    void withinAGroupOneMakesRoomWhereItHasBeenSilentForLong() {
        for (int i = 1; i <= 4; i++) {
            take("only", String.valueOf(i));
        }
        now += PATIENCE.toNanos() - 5;
        assertThat(slots.take("only", () -> {})).isEmpty();
        now += 1;
        take("only", "5");
        assertThat(ended).containsExactly("1");
    }

    @Test
    void aSlotThatIsLostIsNotGivenBackTwice() {
        SharedSlots<String>.Slot loser = take("greedy", "1");
        take("greedy", "2");
        take("greedy", "3");
        SharedSlots<String>.Slot last = take("greedy", "4");
        take("modest", "5");
        assertThat(loser.isLost()).isTrue();
        loser.close();
        loser.close();
        assertThat(slots.take("greedy", () -> {})).isEmpty();
        last.close();
        last.close();
        assertThat(slots.take("greedy", () -> {})).isPresent();
        assertThat(slots.take("greedy", () -> {})).isEmpty();
    }

    private SharedSlots<String>.Slot take(String group, String name) {
        Optional<SharedSlots<String>.Slot> slot = slots.take(group, () -> ended.add(name));
        now += 1;
        return slot.orElseThrow();
    }
}
