package signet.token;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;

/** A request line, the PIN for it, and its answer when there is one. */
final class Request {

    private final byte[] line;
    private final Optional<byte[]> pin;
    private volatile byte @Nullable [] answer;

    /**
     * Makes one, which owns both.
     *
     * @param line the line without its line end
     * @param pin the PIN for this request alone
     */
    Request(byte[] line, Optional<byte[]> pin) {
        this.line = line;
        this.pin = pin;
    }

    byte[] line() {
        return line;
    }

    Optional<byte[]> pin() {
        return pin;
    }

    /** Sets the answer, a line with its line end, and overwrites the PIN. */
    void answer(byte[] text) {
        pin.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        answer = text;
    }

    byte @Nullable [] answer() {
        return answer;
    }
}
