package signet.token;

import java.io.IOException;

/**
 * Lets several threads wait for the input at once, and wakes one of them for what arrives.
 * Thread-safe.
 */
interface Arrivals {

    /** Returns where one more thread waits. */
    Place newPlace() throws IOException;

    /** Wakes one thread more: of what was read, something is left for it. */
    void leaveSome() throws IOException;

    /** Where one thread waits. */
    @FunctionalInterface
    interface Place {
        /**
         * Waits until there may be something to read, or the end, or something was left. Another
         * thread may have taken it meanwhile.
         */
        void await() throws IOException;
    }
}
