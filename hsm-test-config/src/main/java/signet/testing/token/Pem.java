package signet.testing.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads public keys in PEM (RFC 7468 section 13). */
final class Pem {

    private Pem() {}

    static PublicKey publicKey(String pem, KeyType type) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[^-]+-----", "");
        var encoded = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        return KeyFactory.getInstance(type == KeyType.RSA_2048 ? "RSA" : "EC")
                .generatePublic(encoded);
    }
}
