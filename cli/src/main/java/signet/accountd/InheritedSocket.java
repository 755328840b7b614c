package signet.accountd;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.Channel;
import java.util.Arrays;

/** Takes over the socket that is descriptor 0. */
final class InheritedSocket {

    private static final int STDERR = 2;

    private InheritedSocket() {}

    /**
     * Returns the socket.
     *
     * <p>{@link System#inheritedChannel} puts /dev/null in the place of descriptors 0, 1 <em>and
     * 2</em>; the log would be lost, so standard error is saved and put back.
     */
    static Channel take() throws IOException {
        int saved = call("dup", STDERR);
        Channel channel = System.inheritedChannel();
        if (saved >= 0) {
            int _ = call("dup2", saved, STDERR);
            int _ = call("close", saved);
        }
        if (channel == null) {
            throw new IOException(
                    "standard input is no socket, as --inherited-socket needs; in a systemd unit"
                            + " write StandardInput=socket");
        }
        return channel;
    }

    @SuppressWarnings("restricted")
    private static int call(String function, Object... descriptors) {
        Linker linker = Linker.nativeLinker();
        ValueLayout[] parameters = new ValueLayout[descriptors.length];
        Arrays.fill(parameters, ValueLayout.JAVA_INT);
        MethodHandle handle =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow(function),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
        try {
            return (int) handle.invokeWithArguments(descriptors);
        } catch (Throwable e) {
            throw new IllegalStateException("can't call " + function, e);
        }
    }
}
