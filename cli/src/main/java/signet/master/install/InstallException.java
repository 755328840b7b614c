package signet.master.install;

import signet.text.Printable;

import java.io.IOException;

/** A certificate could not be installed. */
public final class InstallException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean undone;

    /** Makes one; control characters in the message are escaped. */
    InstallException(String message, boolean undone, Throwable cause) {
        super(Printable.of(message), cause);
        this.undone = undone;
    }

    /** Says whether the old files are as they were; else some may be new, and others old. */
    public boolean isUndone() {
        return undone;
    }
}
