package signet.libc;

/**
 * Ends this process at once. Java's own ways wait up to 300 ms for threads that are in a native
 * call, such as those that wait for a connection or for input. No hook is run and nothing that is
 * buffered gets written: that is the caller's to do before.
 */
public final class ProcessEnd {

    private ProcessEnd() {}

    /** Ends it with this status; never returns. */
    public static void now(int status) {
        CFunction.returningInt("_exit").call(status);
        // Not reached.
        Runtime.getRuntime().halt(status);
    }
}
