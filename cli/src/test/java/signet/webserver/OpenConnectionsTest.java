package signet.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.Closeable;

class OpenConnectionsTest {

    private final Closeable first = connection();
    private final Closeable second = connection();
    private final Closeable third = connection();
    private final OpenConnections open = new OpenConnections(2);

    private static Closeable connection() {
        return new Closeable() {
            @Override
            public void close() {}
        };
    }

    @Test
    void theOldestGoesWhereThereAreTooMany() {
        assertThat(open.add(first)).isEmpty();
        assertThat(open.add(second)).isEmpty();
        assertThat(open.add(third)).containsSame(first);
    }

    @Test
    void anAnsweredOneGoesBeforeAnOlderOneThatWaits() {
        open.add(first);
        open.add(second);
        open.answered(second);
        assertThat(open.add(third)).containsSame(second);
        assertThat(open.removeOldest()).containsSame(first);
    }

    @Test
    void whatIsRemovedMakesRoom() {
        open.add(first);
        open.add(second);
        open.answered(first);
        open.remove(first);
        assertThat(open.add(third)).isEmpty();
    }

    @Test
    void whatWasRemovedCanNoLongerBeAnswered() {
        open.add(first);
        open.remove(first);
        open.answered(first);
        assertThat(open.removeOldest()).isEmpty();
    }
}
