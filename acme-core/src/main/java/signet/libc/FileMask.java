package signet.libc;

/** Which permissions the files that this process makes, and its children, do not get. */
public final class FileMask {

    private FileMask() {}

    /**
     * Sets it.
     *
     * @param mask permission bits, 0 to 0777
     */
    public static void set(int mask) {
        long _ = CFunction.returningInt("umask").call(mask);
    }
}
