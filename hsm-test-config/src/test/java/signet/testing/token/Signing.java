package signet.testing.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;

/** Signs with pkcs11-tool. */
final class Signing {

    private static final byte[] TEXT = "text to sign".getBytes(StandardCharsets.US_ASCII);

    private Signing() {}

    /**
     * Signs with the key of an id on the only token.
     *
     * @return whether the signature is good for the public key
     */
    static boolean verified(Pkcs11Tool tool, String pin, KeyType type, String id, PublicKey key)
            throws IOException, GeneralSecurityException {
        boolean rsa = type == KeyType.RSA_2048;
        Path in = Files.createTempFile(tool.command().folder(), "input", "");
        Path out = Files.createTempFile(tool.command().folder(), "signature", "");
        Files.write(in, rsa ? TEXT : MessageDigest.getInstance("SHA-256").digest(TEXT));
        tool.with("PIN", pin)
                .run(
                        "--login",
                        "--pin",
                        "env:PIN",
                        "--sign",
                        "--id",
                        id,
                        "--mechanism",
                        rsa ? "SHA256-RSA-PKCS" : "ECDSA",
                        "--input-file",
                        in.toString(),
                        "--output-file",
                        out.toString());
        Signature check =
                Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
        check.initVerify(key);
        check.update(TEXT);
        return check.verify(Files.readAllBytes(out));
    }
}
