package signet.signer.softkey;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

import signet.signer.SecretSource;
import signet.signer.SignerException;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Decrypts both forms of encrypted PEM files. The only class that needs much of BouncyCastle. */
final class EncryptedPem {

    private static final Pattern COMMA = Pattern.compile(",");

    private EncryptedPem() {}

    /** Decrypts PKCS#8 (RFC 5958 section 3), and returns it. */
    static byte[] pkcs8(PemBlock block, String source, SecretSource secrets)
            throws IOException, SignerException {
        PKCS8EncryptedPrivateKeyInfo encrypted = new PKCS8EncryptedPrivateKeyInfo(block.content());
        char[] password = ask(source, secrets);
        try {
            return encrypted
                    .decryptPrivateKeyInfo(
                            new JcePKCSPBEInputDecryptorProviderBuilder()
                                    .setProvider(new BouncyCastleProvider())
                                    .build(password))
                    .getEncoded();
        } catch (PKCSException | RuntimeException e) {
            throw wrongPassword(source);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    static boolean isEncrypted(PemBlock block) {
        return block.header("Proc-Type").contains("ENCRYPTED");
    }

    /** Decrypts the traditional form, and returns the DER encoding of PKCS#1 or SEC 1. */
    static byte[] traditional(PemBlock block, String source, SecretSource secrets)
            throws IOException, SignerException {
        String[] info = COMMA.split(block.header("DEK-Info"), 2);
        if (info.length != 2) {
            throw new IOException("no DEK-Info");
        }
        byte[] salt = HexFormat.of().parseHex(info[1].strip());
        char[] password = ask(source, secrets);
        try {
            return new BcPEMDecryptorProvider(password)
                    .get(info[0].strip())
                    .decrypt(block.content(), salt);
        } catch (PEMException e) {
            throw wrongPassword(source);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static char[] ask(String source, SecretSource secrets) throws SignerException {
        try {
            return secrets.read("Password for " + source);
        } catch (IOException e) {
            throw new SignerException.KeyUnusable(
                    source + " is encrypted, and no password can be had: " + e.getMessage(), e);
        }
    }

    static SignerException wrongPassword(String source) {
        return new SignerException.PinRejected(
                "the password for " + source + " is wrong", OptionalInt.empty());
    }
}
