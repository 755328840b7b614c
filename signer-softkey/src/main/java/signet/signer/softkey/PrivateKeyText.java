package signet.signer.softkey;

import signet.signer.SecretSource;
import signet.signer.SignerException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Finds the private key in a PEM file, and brings it to PKCS#8 (RFC 5958). */
final class PrivateKeyText {

    private static final String MEND =
            "; it must be a private key in PEM form, such as signet-accountd keygen makes";

    private final String source;
    private final SecretSource secrets;

    /**
     * Makes a reader.
     *
     * @param source what is read, for messages
     */
    PrivateKeyText(String source, SecretSource secrets) {
        this.source = source;
        this.secrets = secrets;
    }

    /** Returns the first private key of a file, in PKCS#8. */
    Der pkcs8(byte[] file) throws SignerException {
        try {
            List<PemBlock> blocks =
                    PemBlock.parseAll(new String(file, StandardCharsets.ISO_8859_1));
            Optional<PemBlock> key =
                    blocks.stream()
                            .filter(block -> block.type().endsWith("PRIVATE KEY"))
                            .findFirst();
            if (key.isEmpty()) {
                throw unusable(problem(blocks) + MEND);
            }
            return pkcs8(key.get());
        } catch (IOException | RuntimeException e) {
            // The cause may quote the key.
            throw unusable(" is damaged" + MEND);
        }
    }

    private Der pkcs8(PemBlock block) throws IOException, SignerException {
        return switch (block.type()) {
            case "PRIVATE KEY" -> Der.parse(block.content());
            case "ENCRYPTED PRIVATE KEY" -> Der.parse(EncryptedPem.pkcs8(block, source, secrets));
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> traditional(block);
            case "OPENSSH PRIVATE KEY" ->
                    throw unusable(
                            " is in OpenSSH's own form; convert a copy of it: ssh-keygen -p -m"
                                    + " PKCS8 -f FILE");
            default ->
                    throw unusable(
                            " holds a key of an unsupported type (\""
                                    + block.type()
                                    + "\")"
                                    + KeyMaterial.SUPPORTED);
        };
    }

    private Der traditional(PemBlock block) throws IOException, SignerException {
        if (!EncryptedPem.isEncrypted(block)) {
            return wrap(block.type(), block.content());
        }
        byte[] plain = EncryptedPem.traditional(block, source, secrets);
        try {
            return wrap(block.type(), plain);
        } catch (IOException e) {
            // By chance, one wrong password in 256 looks right until here.
            throw EncryptedPem.wrongPassword(source);
        }
    }

    /** Wraps PKCS#1 (RFC 8017 appendix A.1.2) or SEC 1 (RFC 5915) in PKCS#8. */
    private static Der wrap(String type, byte[] der) throws IOException {
        Der key = Der.parse(der);
        Der algorithm =
                type.startsWith("RSA")
                        ? Der.sequence(
                                Der.objectIdentifier(KeyMaterial.RSA), new Der(0x05, new byte[0]))
                        : Der.sequence(
                                Der.objectIdentifier(KeyMaterial.EC), EcKeys.parameters(key));
        return Der.sequence(
                new Der(Der.INTEGER, new byte[1]),
                algorithm,
                new Der(Der.OCTET_STRING, key.encoded()));
    }

    private static String problem(List<PemBlock> blocks) {
        return switch (blocks.isEmpty() ? "" : blocks.getFirst().type()) {
            case "" -> " is not in PEM form";
            case "PUBLIC KEY", "RSA PUBLIC KEY" -> " holds a public key only";
            case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                    " holds a certificate, not a key";
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
                    " holds a certificate request, not a key";
            case "PGP MESSAGE" -> " is encrypted for gpg (write gpg:FILE instead of file:FILE)";
            default -> " holds no private key";
        };
    }

    private SignerException unusable(String problem) {
        return new SignerException.KeyUnusable(source + problem, null);
    }
}
