package signet.libc;

/** Whether this program was compiled ahead of time, and runs without a JVM and a launcher. */
public final class NativeProgram {

    private NativeProgram() {}

    /** Says whether it was. */
    public static boolean isRunning() {
        // Where Java is: there is none.
        return System.getProperty("java.home") == null;
    }
}
