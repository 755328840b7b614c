package signet.accountd.approval.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class ProcessGroupTest {

    @Test
    void readsProcWhateverTheProgramIsCalled() throws IOException {
        ProcessGroup group = ProcessGroup.parse("42 (a) b (c) S 7 40 39 34817 41 4194304 1 2 3");

        assertThat(group).isEqualTo(new ProcessGroup(40, 34817, 41));
        assertThat(group.hasTerminal()).isTrue();
        assertThat(group.isInForeground()).isFalse();
    }

    @Test
    void whereThereIsNoTerminalNothingIsInTheForeground() throws IOException {
        ProcessGroup group = ProcessGroup.parse("42 (java) S 7 40 39 0 -1 4194304");

        assertThat(group.hasTerminal()).isFalse();
        assertThat(group.isInForeground()).isFalse();
        assertThat(group.device()).isEmpty();
    }

    @Test
    void anythingElseIsAnError() {
        assertThatThrownBy(() -> ProcessGroup.parse("42 (java) S 7"))
                .isInstanceOf(IOException.class);
    }
}
