package signet.master.certificate;

import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.operator.bc.BcEdDSAContentVerifierProviderBuilder;
import org.bouncycastle.operator.bc.BcEdECContentSignerBuilder;
import org.bouncycastle.operator.bc.BcRSAContentSignerBuilder;
import org.bouncycastle.operator.bc.BcRSAContentVerifierProviderBuilder;

import signet.config.CertificateConfig;
import signet.config.ConfigException;

import java.io.IOException;
import java.util.Map;

/**
 * A server's key pair: RSA of at least 2048 bits, EC on P-256, P-384 or P-521, or Ed25519. Never
 * leaves this package.
 */
final class ServerKey {

    private static final Map<ASN1ObjectIdentifier, String> CURVES =
            Map.of(
                    SECObjectIdentifiers.secp256r1, "SHA256",
                    SECObjectIdentifiers.secp384r1, "SHA384",
                    SECObjectIdentifiers.secp521r1, "SHA512");

    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 16384;

    /** Of an uncompressed point, SEC 1 section 2.3.3. */
    private static final byte UNCOMPRESSED = 4;

    private final AsymmetricKeyParameter privateKey;
    private final SubjectPublicKeyInfo info;

    private ServerKey(AsymmetricKeyParameter privateKey, SubjectPublicKeyInfo info) {
        this.privateKey = privateKey;
        this.info = info;
    }

    static ServerKey read(CertificateConfig config) throws ConfigException {
        PrivateKeyInfo file = KeyFile.read(config);
        try {
            AsymmetricKeyParameter key = PrivateKeyFactory.createKey(file);
            String weakness = weakness(key);
            if (!weakness.isEmpty()) {
                throw config.error(
                        "certificate-key",
                        config.certificateKey()
                                + " "
                                + weakness
                                + "; use RSA of at least 2048 bits, EC on P-256, P-384 or P-521, or"
                                + " Ed25519");
            }
            return new ServerKey(key, publicKey(file, key));
        } catch (IOException | RuntimeException e) {
            throw config.error(
                            "certificate-key",
                            config.certificateKey()
                                    + " holds a damaged or unsupported key; make a new one")
                    .withCause(e);
        }
    }

    SubjectPublicKeyInfo publicKeyInfo() {
        return info;
    }

    /**
     * Returns a signer for requests.
     *
     * @param digest such as SHA256, or empty for what suits the key
     */
    ContentSigner signer(String digest) throws OperatorCreationException {
        DefaultDigestAlgorithmIdentifierFinder digests =
                new DefaultDigestAlgorithmIdentifierFinder();
        return switch (privateKey) {
            case Ed25519PrivateKeyParameters _ ->
                    new BcEdECContentSignerBuilder(algorithm("Ed25519")).build(privateKey);
            case ECPrivateKeyParameters ec -> {
                String suits = CURVES.get(curve(ec));
                AlgorithmIdentifier algorithm =
                        algorithm((digest.isEmpty() ? suits : digest) + "WITHECDSA");
                yield new BcECContentSignerBuilder(algorithm, digests.find(algorithm))
                        .build(privateKey);
            }
            default -> {
                AlgorithmIdentifier algorithm =
                        algorithm((digest.isEmpty() ? "SHA256" : digest) + "WITHRSA");
                yield new BcRSAContentSignerBuilder(algorithm, digests.find(algorithm))
                        .build(privateKey);
            }
        };
    }

    ContentVerifierProvider verifier() throws OperatorCreationException, IOException {
        AsymmetricKeyParameter publicKey = PublicKeyFactory.createKey(info);
        DefaultDigestAlgorithmIdentifierFinder digests =
                new DefaultDigestAlgorithmIdentifierFinder();
        return switch (privateKey) {
            case Ed25519PrivateKeyParameters _ ->
                    new BcEdDSAContentVerifierProviderBuilder().build(publicKey);
            case ECPrivateKeyParameters _ ->
                    new BcECContentVerifierProviderBuilder(digests).build(publicKey);
            default -> new BcRSAContentVerifierProviderBuilder(digests).build(publicKey);
        };
    }

    private static AlgorithmIdentifier algorithm(String name) {
        return new DefaultSignatureAlgorithmIdentifierFinder().find(name);
    }

    private static String weakness(AsymmetricKeyParameter key) {
        return switch (key) {
            case RSAPrivateCrtKeyParameters rsa
                    when rsa.getModulus().bitLength() < LEAST_RSA_BITS
                            || rsa.getModulus().bitLength() > MOST_RSA_BITS ->
                    "is an RSA key of " + rsa.getModulus().bitLength() + " bits";
            case RSAPrivateCrtKeyParameters _, Ed25519PrivateKeyParameters _ -> "";
            case ECPrivateKeyParameters ec when CURVES.containsKey(curve(ec)) -> "";
            case ECPrivateKeyParameters _ -> "is an EC key on an unsupported curve";
            default -> "is a key of an unsupported type";
        };
    }

    /** Curves given by their numbers instead of their name are not recognised, on purpose. */
    private static ASN1ObjectIdentifier curve(ECPrivateKeyParameters key) {
        return key.getParameters() instanceof ECNamedDomainParameters named
                ? named.getName()
                : SECObjectIdentifiers.ellipticCurve;
    }

    private static SubjectPublicKeyInfo publicKey(PrivateKeyInfo file, AsymmetricKeyParameter key)
            throws IOException {
        return switch (key) {
            case RSAPrivateCrtKeyParameters rsa ->
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                            new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent()));
            case ECPrivateKeyParameters ec -> publicKey(file, ec);
            case Ed25519PrivateKeyParameters ed ->
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(ed.generatePublicKey());
            default -> throw new IllegalArgumentException("unsupported key");
        };
    }

    /**
     * Most files of EC keys hold the public key, too, RFC 5915 section 3; to compute it takes 20 ms
     * when Java has just started. A wrong one makes no harm: it is in no certificate that was
     * issued, and our own request would not pass our verification.
     */
    private static SubjectPublicKeyInfo publicKey(PrivateKeyInfo file, ECPrivateKeyParameters key)
            throws IOException {
        ASN1BitString stored = ECPrivateKey.getInstance(file.parsePrivateKey()).getPublicKey();
        int length = 1 + 2 * ((key.getParameters().getCurve().getFieldSize() + 7) / 8);
        if (stored != null) {
            byte[] point = stored.getOctets();
            if (point.length == length && point[0] == UNCOMPRESSED) {
                return new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve(key)),
                        point);
            }
        }
        return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                new ECPublicKeyParameters(
                        new FixedPointCombMultiplier()
                                .multiply(key.getParameters().getG(), key.getD()),
                        key.getParameters()));
    }
}
