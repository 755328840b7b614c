package signet.signer.pkcs11.token;

import signet.signer.SignatureAlgorithm;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/** Names types of keys for people. */
final class KeyTypes {

    private KeyTypes() {}

    /** Returns for example "EC P-256" or "RSA 2048". */
    static String describe(PublicKey key) {
        Optional<SignatureAlgorithm> usable = SignatureAlgorithm.forKey(key);
        return switch (key) {
            case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
            case ECPublicKey ec ->
                    "EC "
                            + (usable.isPresent() ? "P-" : "with bits: ")
                            + ec.getParams().getCurve().getField().getFieldSize();
            default -> key.getAlgorithm();
        };
    }
}
