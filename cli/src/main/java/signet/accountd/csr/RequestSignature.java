package signet.accountd.csr;

import signet.der.Der;
import signet.der.DerException;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import java.util.Map;

/** Who asks for a certificate must have its key, and show it by a signature. */
final class RequestSignature {

    private static final String PKCS1 = "1.2.840.113549.1.1.";
    private static final String ECDSA = "1.2.840.10045.4.";

    /** By object identifier. Those of RSA have NULL as their parameters, the others none. */
    private static final Map<String, String> ALGORITHMS =
            Map.ofEntries(
                    Map.entry(PKCS1 + "14", "SHA224withRSA"),
                    Map.entry(PKCS1 + "11", "SHA256withRSA"),
                    Map.entry(PKCS1 + "12", "SHA384withRSA"),
                    Map.entry(PKCS1 + "13", "SHA512withRSA"),
                    Map.entry(ECDSA + "3.1", "SHA224withECDSA"),
                    Map.entry(ECDSA + "3.2", "SHA256withECDSA"),
                    Map.entry(ECDSA + "3.3", "SHA384withECDSA"),
                    Map.entry(ECDSA + "3.4", "SHA512withECDSA"),
                    Map.entry("1.3.101.112", "Ed25519"),
                    Map.entry("1.3.101.113", "Ed448"));

    /** Those that people know by name. */
    private static final Map<String, String> BROKEN =
            Map.of(
                    PKCS1 + "2", "MD2withRSA",
                    PKCS1 + "3", "MD4withRSA",
                    PKCS1 + "4", "MD5withRSA",
                    PKCS1 + "5", "SHA1withRSA",
                    ECDSA + "1", "SHA1withECDSA");

    private RequestSignature() {}

    /** Verifies the signature of a request by its key. */
    static void check(RequestForm request, PublicKey key)
            throws DerException, UnacceptableRequestException {
        String algorithm = algorithm(request.algorithm().children(Der.SEQUENCE));
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(key);
            signature.update(request.signed().encoding());
            if (signature.verify(request.signature().wholeBits())) {
                return;
            }
        } catch (GeneralSecurityException _) {
            // Told below.
        }
        throw new UnacceptableRequestException("its signature is not by its own key");
    }

    private static String algorithm(List<Der> parts)
            throws DerException, UnacceptableRequestException {
        String id = parts.isEmpty() ? "" : parts.getFirst().objectIdentifier();
        if (BROKEN.containsKey(id)) {
            throw new UnacceptableRequestException("it is signed with " + BROKEN.get(id));
        }
        String algorithm = ALGORITHMS.get(id);
        boolean rsa = id.startsWith(PKCS1);
        if (algorithm == null
                || parts.size() != (rsa ? 2 : 1)
                || (rsa && parts.getLast().tag() != Der.NULL)) {
            throw new UnacceptableRequestException(
                    "it is signed with an algorithm that is not known here");
        }
        return algorithm;
    }
}
