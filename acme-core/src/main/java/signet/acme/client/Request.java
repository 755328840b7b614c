package signet.acme.client;

import java.net.URI;
import java.time.Duration;

/** A request that can be sent, and sent anew. */
interface Request {

    /** Returns what it is for. */
    Operation operation();

    /** Returns where it goes. */
    URI url();

    /**
     * Sends it once.
     *
     * @param timeout the longest that the exchange may take
     */
    HttpReply send(Duration timeout) throws AcmeException, InterruptedException;
}
