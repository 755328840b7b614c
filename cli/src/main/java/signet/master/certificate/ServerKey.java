package signet.master.certificate;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
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

    private final AsymmetricKeyParameter privateKey;
    private final AsymmetricKeyParameter publicKey;
    private final SubjectPublicKeyInfo info;

    private ServerKey(AsymmetricKeyParameter privateKey, AsymmetricKeyParameter publicKey)
            throws IOException {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.info = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey);
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
            return new ServerKey(key, publicKey(key));
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

    ContentVerifierProvider verifier() throws OperatorCreationException {
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

    private static AsymmetricKeyParameter publicKey(AsymmetricKeyParameter key) {
        return switch (key) {
            case RSAPrivateCrtKeyParameters rsa ->
                    new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
            case ECPrivateKeyParameters ec ->
                    new ECPublicKeyParameters(
                            new FixedPointCombMultiplier()
                                    .multiply(ec.getParameters().getG(), ec.getD()),
                            ec.getParameters());
            case Ed25519PrivateKeyParameters ed -> ed.generatePublicKey();
            default -> throw new IllegalArgumentException("unsupported key");
        };
    }
}
