package signet.signer.softkey;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;

/**
 * A key pair of a kind that an ACME account may have.
 *
 * @param privateKey the key; never leaves this package
 * @param publicKey its public half, not yet proven to fit
 * @param algorithm what it signs with
 */
record KeyMaterial(PrivateKey privateKey, PublicKey publicKey, SignatureAlgorithm algorithm) {

    private static final String SUPPORTED =
            "; account keys are RSA of 2048 to 4096 bits, P-256 or P-384: make one with"
                    + " signet-accountd keygen";

    private static final Map<ASN1ObjectIdentifier, String> UNSUPPORTED =
            Map.of(
                    EdECObjectIdentifiers.id_Ed25519, "an Ed25519 key",
                    EdECObjectIdentifiers.id_Ed448, "an Ed448 key",
                    PKCSObjectIdentifiers.id_RSASSA_PSS, "a key for RSASSA-PSS only",
                    X9ObjectIdentifiers.id_dsa, "a DSA key",
                    SECObjectIdentifiers.secp521r1, "a key on P-521",
                    SECObjectIdentifiers.secp256k1, "a key on secp256k1");

    static KeyMaterial of(PrivateKeyInfo info, String source) throws SignerException {
        ASN1ObjectIdentifier type = info.getPrivateKeyAlgorithm().getAlgorithm();
        try {
            if (type.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return rsa(info, source);
            }
            if (type.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return ec(info, source);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The cause may quote the key.
            throw new SignerException.KeyUnusable(source + " holds a damaged key", null);
        }
        throw unsupported(source, UNSUPPORTED.getOrDefault(type, "a key of type " + type));
    }

    private static KeyMaterial rsa(PrivateKeyInfo info, String source)
            throws IOException, GeneralSecurityException, SignerException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        PrivateKey key = privateKey(factory, info);
        if (!(key instanceof RSAPrivateCrtKey crt)) {
            throw new GeneralSecurityException("no CRT parameters");
        }
        RSAPublicKey publicKey =
                (RSAPublicKey)
                        factory.generatePublic(
                                new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent()));
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.forKey(publicKey)
                        .orElseThrow(
                                () ->
                                        unsupported(
                                                source,
                                                "an RSA key of %d bits"
                                                        .formatted(
                                                                publicKey
                                                                        .getModulus()
                                                                        .bitLength())));
        return new KeyMaterial(key, publicKey, algorithm);
    }

    private static KeyMaterial ec(PrivateKeyInfo info, String source)
            throws IOException, GeneralSecurityException, SignerException {
        if (!(info.getPrivateKeyAlgorithm().getParameters()
                instanceof ASN1ObjectIdentifier curve)) {
            throw unsupported(source, "an EC key on a curve without a name");
        }
        SignatureAlgorithm algorithm;
        if (curve.equals(SECObjectIdentifiers.secp256r1)) {
            algorithm = SignatureAlgorithm.ES256;
        } else if (curve.equals(SECObjectIdentifiers.secp384r1)) {
            algorithm = SignatureAlgorithm.ES384;
        } else {
            throw unsupported(
                    source, UNSUPPORTED.getOrDefault(curve, "a key on the curve " + curve));
        }
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new KeyMaterial(
                privateKey(factory, info), publicKey(factory, info, curve), algorithm);
    }

    private static PublicKey publicKey(
            KeyFactory factory, PrivateKeyInfo info, ASN1ObjectIdentifier curve)
            throws IOException, GeneralSecurityException {
        ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
        DERBitString point =
                key.getPublicKey() == null
                        ? new DERBitString(
                                CustomNamedCurves.getByOID(curve)
                                        .getG()
                                        .multiply(key.getKey())
                                        .getEncoded(false))
                        : new DERBitString(key.getPublicKey().getBytes());
        SubjectPublicKeyInfo spki =
                new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), point.getBytes());
        return factory.generatePublic(new X509EncodedKeySpec(spki.getEncoded()));
    }

    private static PrivateKey privateKey(KeyFactory factory, PrivateKeyInfo info)
            throws IOException, GeneralSecurityException {
        byte[] encoded = info.getEncoded();
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
