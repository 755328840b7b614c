package signet.signer.remote;

import signet.jose.Base64Url;
import signet.jose.Jwk;
import signet.signer.protocol.Greeting;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/** Decodes the signature of an answer line, strictly. */
final class SignatureText {

    private static final int HS256_BYTES = 32;
    private static final int ES256_BYTES = 64;
    private static final int ES384_BYTES = 96;
    private static final int MIN_RSA_BYTES = 256;
    private static final int MAX_RSA_BYTES = 512;

    private SignatureText() {}

    /** Returns the message authentication code of HS256, or empty where the text can't be one. */
    static Optional<byte[]> decodeMac(String text) {
        try {
            return Optional.of(Base64Url.decode(text)).filter(mac -> mac.length == HS256_BYTES);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Returns the signature, or empty where the text can't be one of this signer. */
    static Optional<byte[]> decode(String text, Greeting greeting) {
        try {
            byte[] signature = Base64Url.decode(text);
            return isPlausible(signature.length, greeting)
                    ? Optional.of(signature)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isPlausible(int length, Greeting greeting) {
        return switch (greeting.algorithm()) {
            case ES256 -> length == ES256_BYTES;
            case ES384 -> length == ES384_BYTES;
            case RS256 -> isPlausibleRsa(length, greeting.jwk().map(Jwk::key));
        };
    }

    private static boolean isPlausibleRsa(int length, Optional<PublicKey> key) {
        return key.orElse(null) instanceof RSAPublicKey rsa
                ? length == (rsa.getModulus().bitLength() + 7) / 8
                : length >= MIN_RSA_BYTES && length <= MAX_RSA_BYTES;
    }
}
