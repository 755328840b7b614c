package signet.signer.remote;

import java.time.Duration;

/**
 * How long a client waits for a signer.
 *
 * @param greeting for the two lines of its greeting
 * @param answer for one signature; a person may have to touch a token meanwhile
 */
public record RemoteTimeouts(Duration greeting, Duration answer) {

    /** 10 seconds, 5 minutes. */
    public static final RemoteTimeouts DEFAULT =
            new RemoteTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(5));

    /** Checks that both are positive. */
    public RemoteTimeouts {
        if (!greeting.isPositive() || !answer.isPositive()) {
            throw new IllegalArgumentException("a time-out is not positive");
        }
    }
}
