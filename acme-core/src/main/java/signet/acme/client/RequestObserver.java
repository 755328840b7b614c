package signet.acme.client;

import java.net.URI;
import java.time.Duration;

/** Is told of each HTTP exchange, for logs. Called by the thread that made it. */
@FunctionalInterface
public interface RequestObserver {

    /** An observer that looks away. */
    RequestObserver NONE = (_, _, _, _) -> {};

    /**
     * An answer has come.
     *
     * @param method the HTTP method
     * @param url where it went
     * @param status the HTTP status of the answer
     * @param took from sending to the last byte of the answer
     */
    void answered(String method, URI url, int status, Duration took);
}
