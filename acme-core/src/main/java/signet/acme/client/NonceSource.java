package signet.acme.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Hands out a nonce for each signed request; asks newNonce only when there is none left. */
final class NonceSource {

    private final NoncePool pool;
    private final HttpTransport transport;
    private final Requester requester;

    NonceSource(NoncePool pool, HttpTransport transport, Requester requester) {
        this.pool = pool;
        this.transport = transport;
        this.requester = requester;
    }

    String take(URI newNonce, Deadline deadline) throws AcmeException, InterruptedException {
        Optional<String> nonce = pool.poll();
        if (nonce.isPresent()) {
            return nonce.get();
        }
        requester.send(new NewNonce(newNonce), deadline);
        return pool.poll()
                .orElseThrow(
                        () ->
                                new AcmeException.ProtocolViolation(
                                        "newNonce", newNonce, "no usable Replay-Nonce"));
    }

    private final class NewNonce implements Request {
        private final URI url;

        NewNonce(URI url) {
            this.url = url;
        }

        @Override
        public Operation operation() {
            return Operation.repeatable("newNonce");
        }

        @Override
        public URI url() {
            return url;
        }

        @Override
        public HttpReply send(Duration timeout) throws AcmeException, InterruptedException {
            return transport.head(operation().name(), url, timeout);
        }
    }
}
