package signet.signer.softkey;

import signet.signer.KeyReference;
import signet.signer.SecretSource;
import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.SignerSettings;
import signet.signer.Signers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

/** Key files for tests. */
final class TestKeys {

    static final SecretSource NO_PASSWORD =
            _ -> {
                throw new IOException("nobody is there");
            };

    private TestKeys() {}

    /** Writes a fresh key as the JDK encodes it: for EC without its public half. */
    static Path write(Path folder, SignatureAlgorithm algorithm)
            throws GeneralSecurityException, IOException {
        KeyPairGenerator generator =
                KeyPairGenerator.getInstance(algorithm == SignatureAlgorithm.RS256 ? "RSA" : "EC");
        switch (algorithm) {
            case RS256 -> generator.initialize(2048);
            case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case ES384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
        }
        byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
        return write(folder.resolve(algorithm + ".key"), pem("PRIVATE KEY", pkcs8));
    }

    static String pem(String type, byte[] content) {
        return "-----BEGIN "
                + type
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(content)
                + "\n-----END "
                + type
                + "-----\n";
    }

    /** Writes a file that only its owner can read. */
    static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    static Signer open(Path file) throws SignerException {
        return open("file:" + file, NO_PASSWORD, Map.of());
    }

    static Signer open(String reference, SecretSource secrets, Map<String, String> options)
            throws SignerException {
        return Signers.open(KeyReference.parse(reference), new SignerSettings(secrets, options));
    }
}
