package signet.accountd.approval;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;

/**
 * Names questions: short enough to be typed, and not to be guessed, so that nobody approves what he
 * has not looked at. Thread-safe.
 */
final class QuestionIds {

    /** Base32 of RFC 4648. */
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final int LENGTH = 8;

    /** Made with the first question: to make one takes time, and most runs ask nothing. */
    private @Nullable SecureRandom random;

    synchronized String next() {
        SecureRandom source = random;
        if (source == null) {
            source = new SecureRandom();
            random = source;
        }
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(source.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
