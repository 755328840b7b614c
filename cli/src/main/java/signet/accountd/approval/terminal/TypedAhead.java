package signet.accountd.approval.terminal;

import signet.libc.CFunction;

import java.io.IOException;
import java.lang.foreign.Arena;

/**
 * What was typed on a terminal and not read yet, be the line complete or not. Java has no call to
 * forget it, and stty(1) neither.
 *
 * @param terminal the path of the device
 */
record TypedAhead(String terminal) {

    private static final int O_RDONLY = 0;
    private static final int TCIFLUSH = 0;

    private static final CFunction OPEN = CFunction.returningInt("open");
    private static final CFunction FLUSH = CFunction.returningInt("tcflush");
    private static final CFunction CLOSE = CFunction.returningInt("close");

    /** Forgets it. */
    void forget() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long descriptor = OPEN.call(arena.allocateFrom(terminal).address(), O_RDONLY);
            if (descriptor < 0) {
                throw new IOException("can't open " + terminal);
            }
            long result = FLUSH.call(descriptor, TCIFLUSH);
            long _ = CLOSE.call(descriptor);
            if (result != 0) {
                throw new IOException("can't forget what was typed on " + terminal);
            }
        }
    }
}
