package signet.accountd.approval.terminal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What was typed on a terminal and not read yet, be the line complete or not. Java has no call to
 * forget it, and stty(1) neither.
 *
 * @param terminal the path of the device
 */
record TypedAhead(String terminal) {

    private static final int O_RDONLY = 0;
    private static final int TCIFLUSH = 0;

    /** Forgets it. */
    @SuppressWarnings("restricted") // there is no other way to call tcflush(3)
    void forget() throws IOException {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor one = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        MethodHandle open =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("open"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                        Linker.Option.firstVariadicArg(2));
        MethodHandle close =
                linker.downcallHandle(linker.defaultLookup().findOrThrow("close"), one);
        MethodHandle flush =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("tcflush"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(terminal);
            int descriptor = (int) open.invokeExact(path, O_RDONLY);
            if (descriptor < 0) {
                throw new IOException("can't open " + terminal);
            }
            int result = (int) flush.invokeExact(descriptor, TCIFLUSH);
            int _ = (int) close.invokeExact(descriptor);
            if (result != 0) {
                throw new IOException("can't forget what was typed on " + terminal);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("can't call tcflush", e);
        }
    }
}
