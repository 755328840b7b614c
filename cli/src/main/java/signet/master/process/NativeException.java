package signet.master.process;

import java.io.IOException;

/** A call of the operating system failed. */
public final class NativeException extends IOException {

    /** EADDRINUSE of Linux. */
    public static final int ADDRESS_IN_USE = 98;

    /** EADDRNOTAVAIL of Linux. */
    public static final int ADDRESS_NOT_AVAILABLE = 99;

    /** EAFNOSUPPORT of Linux. */
    public static final int ADDRESS_FAMILY_NOT_SUPPORTED = 97;

    private final int errno;

    NativeException(String what, int errno, String message) {
        super(what + ": " + message);
        this.errno = errno;
    }

    /** Returns the error number. */
    public int errno() {
        return errno;
    }
}
