package signet.signer.softkey;

import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

import signet.signer.SignerException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Finds the private key in a PEM file (RFC 7468, and the older form with headers). */
final class PemFile {

    private static final String MEND =
            "; it must be a private key in PEM form, such as signet-accountd keygen makes";

    private PemFile() {}

    /**
     * Returns the first block that is a private key.
     *
     * @param source what is read, for messages
     */
    static PemObject privateKey(byte[] file, String source) throws SignerException {
        String first = null;
        try (PemReader reader =
                new PemReader(
                        new InputStreamReader(
                                new ByteArrayInputStream(file), StandardCharsets.ISO_8859_1))) {
            for (PemObject block = next(reader); block != null; block = next(reader)) {
                if (block.getType().endsWith("PRIVATE KEY")) {
                    return block;
                }
                first = first == null ? block.getType() : first;
            }
        } catch (IOException | RuntimeException e) {
            // The cause may quote the key.
            throw new SignerException.KeyUnusable(source + " is damaged" + MEND, null);
        }
        throw new SignerException.KeyUnusable(source + problem(first) + MEND, null);
    }

    private static @Nullable PemObject next(PemReader reader) throws IOException {
        return reader.readPemObject();
    }

    private static String problem(@Nullable String type) {
        if (type == null) {
            return " is not in PEM form";
        }
        return switch (type) {
            case "PUBLIC KEY", "RSA PUBLIC KEY" -> " holds a public key only";
            case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                    " holds a certificate, not a key";
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
                    " holds a certificate request, not a key";
            case "PGP MESSAGE" -> " is encrypted for gpg (write gpg:FILE instead of file:FILE)";
            default -> " holds no private key";
        };
    }
}
