package signet.sandbox;

import java.io.IOException;

/** The kernel offers a limit and has refused to set it: the process must not go on. */
public final class SandboxException extends IOException {

    SandboxException(String what, int errno) {
        super("can't limit this process: " + what + " failed (errno " + errno + ")");
    }
}
