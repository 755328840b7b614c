package signet.libc;

/**
 * Ends this process at once. Java's own ways wait up to 300 ms for threads that are in a native
 * call, such as those that wait for a connection or for input. No hook is run, neither Java's nor
 * the C library's, where a PKCS#11 module may hang, and nothing that is buffered gets written.
 */
public final class ProcessEnd {

    private ProcessEnd() {}

    /** Ends it with this status; never returns. */
    public static void now(int status) {
        try {
            long _ = CFunction.returningInt("_exit").call(status);
        } catch (RuntimeException | Error e) {
            Runtime.getRuntime().halt(status);
        }
    }
}
