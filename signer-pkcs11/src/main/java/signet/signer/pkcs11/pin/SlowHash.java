package signet.signer.pkcs11.pin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes a PIN so that two can be compared and one is expensive to guess. PINs are short: this does
 * not hide one for ever, but what is remembered are wrong ones.
 *
 * @param iterations the cost, by which each guess is as expensive as a check
 */
record SlowHash(int iterations) {

    /** About a tenth of a second. */
    static final SlowHash DEFAULT = new SlowHash(210_000);

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int BITS = 256;

    /** Returns the hash of a PIN for one token, in base64. */
    String of(Pin pin, byte[] salt, TokenIdentity token) {
        char[] text = pin.bytesAsChars();
        PBEKeySpec spec = new PBEKeySpec(text, with(salt, token), iterations, BITS);
        try {
            byte[] hash = SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
            Arrays.fill(text, '\0');
        }
    }

    private static byte[] with(byte[] salt, TokenIdentity token) {
        String name = token.manufacturer() + "\0" + token.model() + "\0" + token.serial();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(salt.length + bytes.length).put(salt).put(bytes).array();
    }
}
