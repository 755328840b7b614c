package signet.acme.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Nonces that were given and not used yet (RFC 8555 section 6.5). The youngest is taken first, as
 * servers forget the old ones. Safe for use by several threads.
 */
final class NoncePool {

    private static final int MAX_NONCES = 64;
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{1,512}");

    private final Deque<String> nonces = new ArrayDeque<>();

    /** Takes the nonce of an answer, where it has one of the right form (section 6.5.1). */
    void offer(HttpReply reply) {
        Optional<String> nonce =
                reply.header("Replay-Nonce").filter(text -> NONCE.matcher(text).matches());
        if (nonce.isEmpty()) {
            return;
        }
        synchronized (nonces) {
            nonces.addFirst(nonce.get());
            if (nonces.size() > MAX_NONCES) {
                nonces.removeLast();
            }
        }
    }

    Optional<String> poll() {
        synchronized (nonces) {
            return Optional.ofNullable(nonces.pollFirst());
        }
    }
}
