package signet.accountd.audit.chain;

import signet.files.Reason;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 key (RFC 8032) by which the signatures of a log are verified. */
public final class CheckpointPublicKey {

    static final String ALGORITHM = "Ed25519";
    static final String LABEL = "PUBLIC KEY";

    private static final int MAX_FILE_BYTES = 16 * 1024;

    private final byte[] spki;

    CheckpointPublicKey(byte[] spki) {
        this.spki = spki.clone();
    }

    /**
     * Reads the public key of a file: one with this key alone, or accountd's own key file.
     *
     * @throws IOException where there is none; the message says what to do
     */
    public static CheckpointPublicKey read(Path file) throws IOException {
        return parse(file, text(file));
    }

    static CheckpointPublicKey parse(Path file, String text) throws IOException {
        try {
            return new CheckpointPublicKey(Pem.decode(LABEL, text));
        } catch (IOException e) {
            throw new IOException(
                    file
                            + " is no checkpoint key: "
                            + e.getMessage()
                            + "; \"signet-accountd audit verify --print-key\" prints one",
                    e);
        }
    }

    static String text(Path file) throws IOException {
        try {
            byte[] bytes = AnyonesFile.read(file, MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new IOException(file + " is no checkpoint key: it is too long for one");
            }
            return new String(bytes, StandardCharsets.US_ASCII);
        } catch (FileSystemException e) {
            throw unreadable(file, e);
        }
    }

    static IOException unreadable(Path file, FileSystemException e) {
        return new IOException(
                "can't read the checkpoint key " + file + " (" + Reason.of(e) + ")", e);
    }

    /** Returns the SHA-256 of the key's SubjectPublicKeyInfo, in hexadecimal. */
    public String id() {
        return Sha256.hex(spki);
    }

    /** Returns the key in PEM form. */
    public String pem() {
        return Pem.encode(LABEL, spki);
    }

    /** Says whether a signature, in base64url, is one of this key. */
    public boolean verifies(Attestation attestation, String signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(spki)));
            verifier.update(attestation.encode());
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (SignatureException | IllegalArgumentException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This is no Ed25519 key: " + e.getMessage(), e);
        }
    }
}
