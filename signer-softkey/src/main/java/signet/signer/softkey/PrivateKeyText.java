package signet.signer.softkey;

import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;

import signet.signer.SecretSource;
import signet.signer.SignerException;

import java.io.IOException;

/** Brings every form of a private key to PKCS#8 (RFC 5208, RFC 5958), decrypting it on the way. */
final class PrivateKeyText {

    private PrivateKeyText() {}

    static PrivateKeyInfo parse(PemObject block, String source, SecretSource secrets)
            throws SignerException {
        try {
            return switch (block.getType()) {
                case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(block.getContent());
                case "ENCRYPTED PRIVATE KEY" -> EncryptedPem.pkcs8(block, source, secrets);
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> traditional(block, source, secrets);
                case "OPENSSH PRIVATE KEY" ->
                        throw unusable(
                                source
                                        + " is in OpenSSH's own form; convert a copy of it:"
                                        + " ssh-keygen -p -m PKCS8 -f FILE");
                default ->
                        throw unusable(
                                source
                                        + " holds a key of an unsupported type (\""
                                        + block.getType()
                                        + "\"); supported are RSA, P-256 and P-384");
            };
        } catch (IOException | IllegalArgumentException e) {
            // The cause may quote the key.
            throw unusable(source + " is damaged: its DER encoding is not that of a private key");
        }
    }

    private static PrivateKeyInfo traditional(PemObject block, String source, SecretSource secrets)
            throws IOException, SignerException {
        if (EncryptedPem.isEncrypted(block)) {
            byte[] plain = EncryptedPem.traditional(block, source, secrets);
            try {
                return wrap(block.getType(), plain);
            } catch (IOException | IllegalArgumentException e) {
                // By chance, one wrong password in 256 looks right until here.
                throw EncryptedPem.wrongPassword(source);
            }
        }
        return wrap(block.getType(), block.getContent());
    }

    private static PrivateKeyInfo wrap(String type, byte[] der) throws IOException {
        if (type.startsWith("RSA")) {
            return new PrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    RSAPrivateKey.getInstance(ASN1Sequence.getInstance(der)));
        }
        ECPrivateKey key = ECPrivateKey.getInstance(ASN1Sequence.getInstance(der));
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(
                        X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
                key);
    }

    private static SignerException unusable(String message) {
        return new SignerException.KeyUnusable(message, null);
    }
}
