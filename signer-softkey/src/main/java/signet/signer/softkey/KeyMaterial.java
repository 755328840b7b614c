package signet.signer.softkey;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A key pair of a kind that an ACME account may have.
 *
 * @param privateKey the key; never leaves this package
 * @param publicKey its public half, not yet proven to fit
 * @param algorithm what it signs with
 */
record KeyMaterial(PrivateKey privateKey, PublicKey publicKey, SignatureAlgorithm algorithm) {

    static final String SUPPORTED =
            "; account keys are RSA of 2048 to 4096 bits, P-256 or P-384: make one with"
                    + " signet-accountd keygen";

    /** Object identifiers, as {@link Der#objectIdentifier} shows them. */
    static final String RSA = "2a864886f70d010101";

    static final String EC = "2a8648ce3d0201";

    private static final Map<String, String> CURVES =
            Map.of("2a8648ce3d030107", "1.2.840.10045.3.1.7", "2b81040022", "1.3.132.0.34");

    private static final Map<String, String> UNSUPPORTED =
            Map.of(
                    "2b6570", "an Ed25519 key",
                    "2b6571", "an Ed448 key",
                    "2a864886f70d01010a", "a key for RSASSA-PSS only",
                    "2a8648ce380401", "a DSA key",
                    "2b81040023", "a key on P-521",
                    "2b8104000a", "a key on secp256k1");

    static KeyMaterial of(Der pkcs8, String source) throws SignerException {
        try {
            Der algorithm = pkcs8.elements(Der.SEQUENCE).get(1);
            String type = algorithm.elements(Der.SEQUENCE).getFirst().objectIdentifier();
            return switch (type) {
                case RSA -> rsa(pkcs8, source);
                case EC -> ec(pkcs8, algorithm, source);
                default ->
                        throw unsupported(
                                source, UNSUPPORTED.getOrDefault(type, "a key of an unknown type"));
            };
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The cause may quote the key.
            throw new SignerException.KeyUnusable(source + " holds a damaged key", null);
        }
    }

    private static KeyMaterial rsa(Der pkcs8, String source)
            throws GeneralSecurityException, SignerException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        PrivateKey key = privateKey(factory, pkcs8);
        if (!(key instanceof RSAPrivateCrtKey crt)) {
            throw new GeneralSecurityException("no CRT parameters");
        }
        PublicKey publicKey =
                factory.generatePublic(
                        new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent()));
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.forKey(publicKey);
        if (algorithm.isEmpty()) {
            throw unsupported(source, "an RSA key of " + crt.getModulus().bitLength() + " bits");
        }
        return new KeyMaterial(key, publicKey, algorithm.get());
    }

    private static KeyMaterial ec(Der pkcs8, Der algorithm, String source)
            throws IOException, GeneralSecurityException, SignerException {
        Der parameters = algorithm.elements(Der.SEQUENCE).get(1);
        if (parameters.tag() != Der.OBJECT_IDENTIFIER) {
            throw unsupported(source, "an EC key on a curve without a name");
        }
        String type = parameters.objectIdentifier();
        String curve = CURVES.get(type);
        if (curve == null) {
            throw unsupported(
                    source, UNSUPPORTED.getOrDefault(type, "a key on an unsupported curve"));
        }
        Der ecPrivateKey = Der.parse(pkcs8.elements(Der.SEQUENCE).get(2).value(Der.OCTET_STRING));
        byte[] point = EcKeys.publicPoint(ecPrivateKey, curve);
        byte[] bits = new byte[point.length + 1];
        System.arraycopy(point, 0, bits, 1, point.length);
        byte[] spki = Der.sequence(algorithm, new Der(Der.BIT_STRING, bits)).encoded();
        KeyFactory factory = KeyFactory.getInstance("EC");
        PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(spki));
        return new KeyMaterial(
                privateKey(factory, pkcs8),
                publicKey,
                SignatureAlgorithm.forKey(publicKey).orElseThrow());
    }

    private static PrivateKey privateKey(KeyFactory factory, Der pkcs8)
            throws GeneralSecurityException {
        byte[] encoded = pkcs8.encoded();
        try {
            return factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static SignerException unsupported(String source, String kind) {
        return new SignerException.KeyUnusable(source + " holds " + kind + SUPPORTED, null);
    }

    /** Shows the algorithm only. */
    @Override
    public String toString() {
        return "KeyMaterial[" + algorithm + "]";
    }
}
