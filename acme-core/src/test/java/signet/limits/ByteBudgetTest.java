package signet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ByteBudgetTest {

    private final List<String> ended = new ArrayList<>();
    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void whoeverIsAtItsMessageForTheLongestTimeMakesRoom() {
        ByteBudget.Account first = open("first");
        ByteBudget.Account second = open("second");
        ByteBudget.Account third = open("third");
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
        ByteBudget.Account first = open("first");
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
        ByteBudget.Account first = open("first");
        assertThat(first.take(100)).isTrue();
        first.give();
        first.close();
        ByteBudget.Account second = open("second");
        assertThat(second.take(100)).isTrue();
        second.complete(true);
        assertThat(first.take(1)).isFalse();
    }

    @Test
    void noneTakesMoreThanThereIs() {
        ByteBudget.Account greedy = open("greedy");
        assertThat(greedy.take(60)).isTrue();
        assertThat(greedy.take(60)).isFalse();
        assertThat(ended).isEmpty();
    }

    private ByteBudget.Account open(String name) {
        return budget.open(() -> ended.add(name));
    }
}
