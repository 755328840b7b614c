package signet.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.NoSuchElementException;

class CFunctionTest {

    private static final int EBADF = 9;

    @Test
    void aFailureIsErrnoWithAMinusSign() {
        assertThat(CFunction.returningInt("close").call(-1)).isEqualTo(-EBADF);
        assertThat(CFunction.returningLong("read").call(-1, 0, 0)).isEqualTo(-EBADF);
    }

    @Test
    void anIntIsTheLowerHalfOfTheRegister() {
        long number = 0x1_0000_0005L;
        assertThat(CFunction.returningLong("labs").call(number)).isEqualTo(number);
        assertThat(CFunction.returningInt("labs").call(number)).isEqualTo(5);
    }

    @Test
    void aVariadicFunctionGetsSixArguments() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(64);
            MemorySegment format = arena.allocateFrom("%d %ld %d");
            long length =
                    CFunction.returningInt("snprintf")
                            .call(
                                    text.address(),
                                    text.byteSize(),
                                    format.address(),
                                    -1,
                                    Long.MIN_VALUE,
                                    3);
            assertThat(text.getString(0))
                    .isEqualTo("-1 " + Long.MIN_VALUE + " 3")
                    .hasSize((int) length);
        }
    }

    @Test
    void whatAResultPointsToCanBeRead() {
        long text = CFunction.returningLong("strerror").call(EBADF);
        assertThat(CFunction.memoryAt(text, 64).getString(0)).isEqualTo("Bad file descriptor");
    }

    @Test
    void aFunctionThatIsNotThereIsTold() {
        assertThatThrownBy(() -> CFunction.returningInt("no_such_function"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("no_such_function");
    }
}
