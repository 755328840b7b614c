package signet.testing.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;

/**
 * GnuTLS's p11tool on one module: it reads public keys of all types, which pkcs11-tool of OpenSC
 * 0.23 does not.
 *
 * @param module the module that it loads
 * @param command with the environment of the module
 */
record P11Tool(Path module, Command command) {

    /**
     * Reads a public key.
     *
     * @param uri the URI of the object, RFC 7512
     */
    PublicKey publicKey(String uri, String pin, KeyType type) throws IOException {
        Path pem = Files.createTempFile(command.folder(), "public-key", ".pem");
        try {
            command.with("GNUTLS_PIN", pin)
                    .run(
                            List.of(
                                    "p11tool",
                                    "--batch",
                                    "--login",
                                    "--provider",
                                    module.toString(),
                                    "--outfile",
                                    pem.toString(),
                                    "--export-pubkey",
                                    uri));
            return Pem.publicKey(Files.readString(pem), type);
        } catch (GeneralSecurityException e) {
            throw new IOException("the public key " + uri + " is unreadable", e);
        } finally {
            Files.delete(pem);
        }
    }
}
