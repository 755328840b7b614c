package signet.webserver;

import java.time.Duration;

/**
 * What one peer may use.
 *
 * @param requestLine the longest request line, in bytes, without its line end
 * @param head the longest request line and header together, in bytes
 * @param request how long a request may take to arrive
 * @param linger how long an answered connection may stay open for the peer to read the answer
 * @param connections how many connections may be open at once
 */
record Limits(int requestLine, int head, Duration request, Duration linger, int connections) {

    static Limits standard() {
        return new Limits(8 * 1024, 16 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(2), 512);
    }
}
