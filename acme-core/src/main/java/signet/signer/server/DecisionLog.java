package signet.signer.server;

import signet.signer.protocol.Refusal;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeRequest;

import java.time.Duration;
import java.util.Optional;

/**
 * Is told what the server does. Implementations are thread-safe, do not throw, and escape what came
 * from a client before they print it ({@link signet.text.Printable}).
 */
public interface DecisionLog {

    /** A client has connected and gets the greeting. */
    void accepted(Client client);

    /** A request was signed; the answer is about to be sent. */
    void signed(Client client, AcmeRequest request);

    /**
     * A request was not signed, or a client was turned away.
     *
     * @param request what it asked for, where the line was a request
     * @param acme the same, where it was one of ACME
     */
    void refused(
            Client client,
            Refusal refusal,
            Optional<SigningRequest> request,
            Optional<AcmeRequest> acme);

    /**
     * The signer takes long over a request; maybe a person has to touch the token. Told once for a
     * request, and not for each where many wait.
     *
     * @param since how long it waits already
     * @param others how many other requests wait for as long, and are not told
     */
    void waiting(Client client, AcmeRequest request, Duration since, int others);

    /**
     * A connection is over.
     *
     * @param cause why, where the client did not just close it
     */
    void terminated(Client client, Optional<String> cause);

    /** The server itself has a problem, such as no descriptors left; it goes on. */
    void troubled(String problem);
}
