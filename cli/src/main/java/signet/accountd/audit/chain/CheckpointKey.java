package signet.accountd.audit.chain;

import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.files.UntrustedFileException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The key that signs checkpoints. Its file holds the public key too, so that opening a log needs no
 * cryptography, which would cost time at each start.
 */
public final class CheckpointKey {

    private static final String LABEL = "PRIVATE KEY";

    private static final int MAX_BYTES = 64 * 1024;
    private static final int OWNER_ONLY = 0600;
    private static final Trust TRUST = Trust.ours("exchange the checkpoint key");

    private final CheckpointPublicKey publicKey;
    private final byte[] pkcs8;

    private CheckpointKey(CheckpointPublicKey publicKey, byte[] pkcs8) {
        this.publicKey = publicKey;
        this.pkcs8 = pkcs8;
    }

    /**
     * Reads a key.
     *
     * @throws IOException where there is none, or others can read it
     */
    public static CheckpointKey load(Path file) throws IOException {
        try {
            return loadExisting(file);
        } catch (NoSuchFileException e) {
            throw CheckpointPublicKey.unreadable(file, e);
        }
    }

    /**
     * Reads a key; empty where there is none.
     *
     * @throws IOException where others can read it, or could put one of theirs there
     */
    public static Optional<CheckpointKey> loadIfThere(Path file) throws IOException {
        try {
            return Optional.of(loadExisting(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static CheckpointKey loadExisting(Path file) throws IOException {
        String text;
        try (OpenFile opened = TrustedFile.openSecret(file, TRUST)) {
            text = new String(opened.read(MAX_BYTES), StandardCharsets.US_ASCII);
        } catch (UntrustedFileException e) {
            throw new IOException("the checkpoint key " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            throw CheckpointPublicKey.unreadable(file, e);
        }
        CheckpointPublicKey publicKey = CheckpointPublicKey.parse(file, text);
        try {
            return new CheckpointKey(publicKey, Pem.decode(LABEL, text));
        } catch (IOException e) {
            throw new IOException(file + " has no private key to sign with: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a key, and its file with mode 0600. Both are on the disk when this returns.
     *
     * @throws IOException where the file exists or can't be written, or where others could exchange
     *     it
     */
    public static CheckpointKey create(Path file) throws IOException {
        KeyPair pair = generate();
        CheckpointPublicKey publicKey = new CheckpointPublicKey(pair.getPublic().getEncoded());
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        String text = publicKey.pem() + Pem.encode(LABEL, pkcs8);
        try (Folder folder = Folder.holding(file, TRUST)) {
            write(folder, String.valueOf(file.getFileName()), text);
        } catch (UntrustedFileException e) {
            throw new IOException("the checkpoint key " + e.getMessage(), e);
        }
        return new CheckpointKey(publicKey, pkcs8);
    }

    private static void write(Folder folder, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (OpenFile file = folder.create(name, OWNER_ONLY)) {
            fill(file, bytes);
            folder.sync();
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            try {
                folder.removeIfThere(name);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static void fill(OpenFile file, byte[] bytes) throws IOException {
        try {
            file.write(bytes);
            file.sync();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(CheckpointPublicKey.ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java can't make Ed25519 keys", e);
        }
    }

    /** Returns the key by which the signatures are verified. */
    public CheckpointPublicKey publicKey() {
        return publicKey;
    }

    /** Returns a signature in base64url. */
    public String sign(Attestation attestation) {
        try {
            Signature signer = Signature.getInstance(CheckpointPublicKey.ALGORITHM);
            signer.initSign(
                    KeyFactory.getInstance(CheckpointPublicKey.ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            signer.update(attestation.encode());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The checkpoint key can't sign: " + e.getMessage(), e);
        }
    }
}
