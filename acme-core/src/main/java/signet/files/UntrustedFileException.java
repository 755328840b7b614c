package signet.files;

import java.io.IOException;

/** Somebody else could change what a name stands for. The message says who, and what to do. */
public final class UntrustedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String message;

    UntrustedFileException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
