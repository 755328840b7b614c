package signet.config;

import org.jspecify.annotations.Nullable;

import signet.text.Printable;

/**
 * Something is wrong with a configuration file. The message is one line for the administrator: the
 * file, the line, the section, the key, what is wrong, and what to do about it.
 */
public final class ConfigException extends Exception {

    /** Makes one; control characters in the message are escaped. */
    public ConfigException(String message) {
        this(message, null);
    }

    /** Makes one that keeps its cause; control characters in the message are escaped. */
    public ConfigException(String message, @Nullable Throwable cause) {
        super(Printable.of(message), cause);
    }

    /** Returns the same error with its cause. */
    public ConfigException withCause(Throwable cause) {
        return new ConfigException(getMessage(), cause);
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
