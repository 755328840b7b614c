package signet.libc;

/** The error numbers of Linux that somebody tells apart, and the text of each. Thread-safe. */
public final class ErrorNumber {

    /** Not permitted. */
    public static final int EPERM = 1;

    /** There is no such thing. */
    public static final int ENOENT = 2;

    /** A signal came first; call again. */
    public static final int EINTR = 4;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** It exists already. */
    public static final int EEXIST = 17;

    /** A name stands for a folder that is none. */
    public static final int ENOTDIR = 20;

    /** A folder where a file should be. */
    public static final int EISDIR = 21;

    /** A device, a pipe or a socket that nobody has at its other end. */
    public static final int ENXIO = 6;

    /** Not for this kind of file. */
    public static final int EINVAL = 22;

    /** A folder is not empty. */
    public static final int ENOTEMPTY = 39;

    /** A symbolic link where none is followed. */
    public static final int ELOOP = 40;

    private static final long MAX_TEXT = 256;
    private static final CFunction STRERROR = CFunction.returningLong("strerror");

    private ErrorNumber() {}

    /** Returns what the C library says of a number. */
    public static String text(int errno) {
        return CFunction.memoryAt(STRERROR.call(errno), MAX_TEXT).getString(0);
    }
}
