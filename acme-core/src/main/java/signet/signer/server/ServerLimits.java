package signet.signer.server;

import signet.signer.protocol.Protocol;

import java.time.Duration;

/**
 * How much of a server its clients may use.
 *
 * @param maxConnections how many clients at once; 1 to 1,000,000
 * @param idleTimeout for how long a client may send no complete request, be it that it sends
 *     nothing, sends byte after byte, or does not read its answers; more than zero. The time that
 *     the signer needs does not count
 * @param maxRequestLine the longest request line, in bytes without its line end
 */
public record ServerLimits(int maxConnections, Duration idleTimeout, int maxRequestLine) {

    /** 1024 connections, 10 minutes, 128 KiB. */
    public static final ServerLimits DEFAULT =
            new ServerLimits(1024, Duration.ofMinutes(10), Protocol.MAX_REQUEST_LINE);

    private static final int MOST_CONNECTIONS = 1_000_000;

    /** Checks the ranges. */
    public ServerLimits {
        if (maxConnections < 1 || maxConnections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("maxConnections is not in 1 to 1000000");
        }
        if (!idleTimeout.isPositive()) {
            throw new IllegalArgumentException("idleTimeout is not positive");
        }
        if (maxRequestLine < 1) {
            throw new IllegalArgumentException("maxRequestLine is not positive");
        }
    }
}
