package signet.signer;

import org.jspecify.annotations.Nullable;

import java.util.OptionalInt;

/**
 * Why a signer could not be opened or did not sign. The family is closed, so that every cause has
 * one form on the wire and a remote signer fails exactly as a local one does.
 *
 * <p>Messages are written for the operator: what, where, and what to do. They never hold a secret.
 */
public abstract sealed class SignerException extends Exception {

    private SignerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No key matches the reference. */
    public static final class KeyNotFound extends SignerException {
        /** Makes one; the message names the reference. */
        public KeyNotFound(String message) {
            super(message, null);
        }
    }

    /** There is a key, but it may not or cannot be used: permissions, format, type, strength. */
    public static final class KeyUnusable extends SignerException {
        /** Makes one; the message says what is wrong with the key and how to mend it. */
        public KeyUnusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The place where the key lives can't be reached now; it may be back later. */
    public static final class TokenUnavailable extends SignerException {
        /** Makes one; the message names the token or the peer. */
        public TokenUnavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The PIN or password was refused. */
    public static final class PinRejected extends SignerException {
        private final int triesLeft;

        /**
         * Makes one.
         *
         * @param triesLeft how many tries the token still grants, or empty where it doesn't tell
         */
        public PinRejected(String message, OptionalInt triesLeft) {
            super(message, null);
            this.triesLeft = triesLeft.orElse(-1);
        }

        /** Returns how many tries the token still grants, or empty where it doesn't tell. */
        public OptionalInt triesLeft() {
            return triesLeft < 0 ? OptionalInt.empty() : OptionalInt.of(triesLeft);
        }
    }

    /** The signer decided not to sign this request; asking again won't help. */
    public static final class Refused extends SignerException {
        /** Makes one; the message is the reason. */
        public Refused(String message) {
            super(message, null);
        }
    }

    /** The peer, or a module, broke the protocol that both should speak. */
    public static final class ProtocolViolation extends SignerException {
        /** Makes one; the message says what was expected and what came. */
        public ProtocolViolation(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
