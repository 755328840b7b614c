package signet.webserver;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that are to be answered now. Thread-safe for one writer and many readers. */
final class AnnouncedTokens {

    static final int MAX = 10_000;

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    /** Adds a token; returns false where there is no room for another one. */
    boolean announce(String token) {
        if (tokens.size() >= MAX && !tokens.contains(token)) {
            return false;
        }
        tokens.add(token);
        return true;
    }

    void withdraw(String token) {
        tokens.remove(token);
    }

    boolean contains(String token) {
        return tokens.contains(token);
    }
}
