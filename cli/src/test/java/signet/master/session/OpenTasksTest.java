package signet.master.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import signet.control.ClientTask;
import signet.jose.JsonException;

import java.util.List;

class OpenTasksTest {

    private static final ClientTask.Order ORDER =
            new ClientTask.Order("a", List.of("dns:a.example", "dns:b.example"), "");
    private static final ClientTask.Revoke REVOCATION = new ClientTask.Revoke("b", "");

    private static void assertRefused(
            OpenTasks open, String id, Class<? extends ClientTask> kind, String reason) {
        assertThatThrownBy(() -> open.close(id, kind))
                .isInstanceOf(JsonException.class)
                .hasMessage(reason);
    }

    @Test
    void aTaskIsClosedOnceAndByItsOwnKind() throws JsonException {
        OpenTasks open = new OpenTasks(List.of(ORDER, REVOCATION));
        String another = "a result of another kind than its task";
        assertRefused(open, "a", ClientTask.Revoke.class, another);
        assertRefused(open, "b", ClientTask.Order.class, another);
        assertRefused(open, "b", ClientTask.Account.class, another);
        assertThat(open.names()).isEqualTo(2);

        open.close("a", ClientTask.Order.class);
        // A failure is one of any kind.
        open.close("b", ClientTask.class);

        assertThat(open.isEmpty()).isTrue();
        assertThat(open.names()).isZero();
        String none = "a result for a task that is not open";
        assertRefused(open, "a", ClientTask.Order.class, none);
        assertRefused(open, "c", ClientTask.Order.class, none);
    }

    @Test
    void whatIsLeftIsKnownInItsOrder() {
        OpenTasks open = new OpenTasks(List.of(REVOCATION, ORDER));
        assertThat(open.isOpen("a")).isTrue();
        assertThat(open.closeAll()).containsExactly("b", "a");
        assertThat(open.isEmpty()).isTrue();
    }

    @Test
    void oneIdIsOneTask() {
        assertThatThrownBy(() -> new OpenTasks(List.of(ORDER, new ClientTask.Revoke("a", ""))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OpenTasks(List.of(new ClientTask.End())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
