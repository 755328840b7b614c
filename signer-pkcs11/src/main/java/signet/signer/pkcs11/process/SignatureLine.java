package signet.signer.pkcs11.process;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * Decodes the signatures of one key.
 *
 * @param length the only length that they have
 */
record SignatureLine(int length) {

    private static final int ES256_BYTES = 64;
    private static final int ES384_BYTES = 96;

    static SignatureLine of(SignatureAlgorithm algorithm, PublicKey key) {
        return new SignatureLine(
                switch (algorithm) {
                    case ES256 -> ES256_BYTES;
                    case ES384 -> ES384_BYTES;
                    case RS256 -> (((RSAPublicKey) key).getModulus().bitLength() + 7) / 8;
                });
    }

    byte[] decode(String line) throws SignerException {
        try {
            byte[] signature = Base64.getUrlDecoder().decode(line);
            if (signature.length == length) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            throw violation();
        }
        throw violation();
    }

    private static SignerException violation() {
        return new SignerException.ProtocolViolation(
                "the answer of the token's helper is no signature of this key", null);
    }
}
