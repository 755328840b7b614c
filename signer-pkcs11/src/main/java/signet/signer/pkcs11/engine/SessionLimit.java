package signet.signer.pkcs11.engine;

import java.util.OptionalLong;

/** How many sessions an engine has at most. */
final class SessionLimit {

    /** Enough for any HSM behind one process; a card serialises anyway. */
    private static final int MOST = 8;

    /** What SunPKCS11 needs for itself, and the session of our login. */
    private static final int TAKEN_BY_SUN = 2;

    private SessionLimit() {}

    /** With one left to others, where there are more than two. */
    static int ofNative(OptionalLong limit) {
        long max = limit.orElse(Long.MAX_VALUE);
        return (int) Math.min(MOST, max <= 2 ? Math.max(1, max) : max - 1);
    }

    /** Less than 1 where it can't work. */
    static int ofSun(OptionalLong limit) {
        return (int) Math.min(MOST, limit.orElse(Long.MAX_VALUE) - TAKEN_BY_SUN);
    }
}
