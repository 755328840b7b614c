package signet.accountd.audit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** A decision can't be recorded. The message says what to do. */
public abstract sealed class AuditException extends IOException {

    private AuditException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the same for another caller, with a stack trace of its own. */
    abstract AuditException again();

    /** Nothing of the entries is in the log, and the next one may succeed: the disk is full. */
    public static final class NotWritten extends AuditException {
        NotWritten(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        AuditException again() {
            return new NotWritten(String.valueOf(getMessage()), this);
        }
    }

    /** The log takes no entry any more: it is to be looked at, and opened again. */
    public static final class Broken extends AuditException {
        Broken(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        AuditException again() {
            return new Broken(String.valueOf(getMessage()), this);
        }
    }

    /** Another process has the log. */
    public static final class InUse extends AuditException {
        InUse(String message) {
            super(message, null);
        }

        @Override
        AuditException again() {
            return new InUse(String.valueOf(getMessage()));
        }
    }
}
