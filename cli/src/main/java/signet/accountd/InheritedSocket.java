package signet.accountd;

import signet.libc.CFunction;

import java.io.IOException;
import java.nio.channels.Channel;

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
        long saved = CFunction.returningInt("dup").call(STDERR);
        Channel channel = System.inheritedChannel();
        if (saved >= 0) {
            long _ = CFunction.returningInt("dup2").call(saved, STDERR);
            long _ = CFunction.returningInt("close").call(saved);
        }
        if (channel == null) {
            throw new IOException(
                    "standard input is no socket, as --inherited-socket needs; in a systemd unit"
                            + " write StandardInput=socket");
        }
        return channel;
    }
}
