package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ByteBudgetTest {

    private final List<String> ended = new ArrayList<>();
    private final ByteBudget<String> budget = new ByteBudget<>(200);

    @Test
    void whoeverIsAtItsMessageForTheLongestTimeMakesRoom() {
        ByteBudget<String>.Account first = open("first");
        ByteBudget<String>.Account second = open("second");
        ByteBudget<String>.Account third = open("third");
        assertThat(first.take(10)).isTrue();
        assertThat(second.take(50)).isTrue();
        assertThat(first.take(40)).isTrue();
        assertThat(third.take(30)).isTrue();
        assertThat(ended).containsExactly("first");
        assertThat(first.isLost()).isTrue();
        assertThat(first.take(1)).isFalse();
        assertThat(second.isLost()).isFalse();
    }

    @Test
    void whatIsCompleteIsNotLost() {
        ByteBudget<String>.Account first = open("first");
        assertThat(first.take(100)).isTrue();
        first.complete(true);
        assertThat(open("second").take(1)).isFalse();
        assertThat(ended).isEmpty();
        first.complete(false);
        assertThat(open("third").take(1)).isTrue();
        assertThat(ended).containsExactly("first");
    }

    @Test
    void whatIsGivenBackIsThereForOthersAndOnlyOnce() {
        ByteBudget<String>.Account first = open("first");
        assertThat(first.take(100)).isTrue();
        first.give();
        first.close();
        ByteBudget<String>.Account second = open("second");
        assertThat(second.take(100)).isTrue();
        second.complete(true);
        assertThat(first.take(1)).isFalse();
    }

    @Test
    void noneTakesMoreThanThereIs() {
        ByteBudget<String>.Account greedy = open("greedy");
        assertThat(greedy.take(60)).isTrue();
        assertThat(greedy.take(60)).isFalse();
        assertThat(ended).isEmpty();
    }

    @Test
    void aFloodEndsTheMessagesOfItsOwnGroupAndNotTheOldestOfAll() {
        ByteBudget<String>.Account honest = budget.open("honest", () -> ended.add("honest"));
        assertThat(honest.take(10)).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(open("flood").take(10)).isTrue();
        }
        assertThat(honest.take(40)).isTrue();
        assertThat(ended).contains("flood").doesNotContain("honest");
        assertThat(honest.isLost()).isFalse();
    }

    @Test
    void completeMessagesOfOneGroupLeaveRoomForOthers() {
        int taken = 0;
        ByteBudget<String>.Account flood = open("flood");
        while (flood.take(10)) {
            flood.complete(true);
            taken += 10;
            flood = open("flood");
        }
        assertThat(taken).isEqualTo(100);
        ByteBudget<String>.Account honest = budget.open("honest", () -> ended.add("honest"));
        assertThat(honest.take(50)).isTrue();
        assertThat(budget.open("third", () -> ended.add("third")).take(25)).isTrue();
        assertThat(ended).isEmpty();
    }

    @Test
    void theGroupThatUsesMostMakesRoomForOneThatUsesLess() {
        for (int i = 0; i < 10; i++) {
            assertThat(open("flood").take(10)).isTrue();
        }
        ByteBudget<String>.Account honest = budget.open("honest", () -> ended.add("honest"));
        assertThat(honest.take(60)).isTrue();
        assertThat(ended).containsExactly("flood", "flood");
        assertThat(honest.take(60)).isFalse();
        assertThat(honest.isLost()).isFalse();
    }

    private ByteBudget<String>.Account open(String name) {
        return budget.open("flooders", () -> ended.add(name));
    }
}
