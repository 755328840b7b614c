package signet.accountd.policy;

import java.io.IOException;

/** The memory of the policy can't be used. The message says what to do. */
public final class StateException extends IOException {

    StateException(String message) {
        super(message);
    }
}
