package signet.master.process;

import java.io.IOException;

/** A child can't be given the privileges that it is to have, or has kept others. */
public final class PrivilegeException extends IOException {

    /** Makes one; the message says what to mend. */
    public PrivilegeException(String message) {
        super(message);
    }
}
