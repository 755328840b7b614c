package signet.accountd.policy;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** The hash that the policy knows things by. */
final class Sha256 {

    private Sha256() {}

    static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
