package signet.master.install;

import signet.text.Printable;

import java.io.IOException;

/** A certificate could not be installed; the old files are as they were. */
public final class InstallException extends IOException {

    /** Makes one; control characters in the message are escaped. */
    InstallException(String message, Throwable cause) {
        super(Printable.of(message), cause);
    }
}
