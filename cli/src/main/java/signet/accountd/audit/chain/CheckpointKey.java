package signet.accountd.audit.chain;

import signet.files.OpenFile;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.files.UntrustedFileException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * The key that signs checkpoints. Its file holds the public key too, so that opening a log needs no
 * cryptography, which would cost time at each start.
 */
public final class CheckpointKey {

    private static final String LABEL = "PRIVATE KEY";

    private static final int MAX_BYTES = 64 * 1024;
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
        String text;
        try (OpenFile opened = TrustedFile.openSecret(file, TRUST)) {
            text = new String(opened.read(MAX_BYTES), StandardCharsets.US_ASCII);
        } catch (UntrustedFileException e) {
            throw new IOException("the checkpoint key " + e.getMessage(), e);
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
     * Makes a key, and its file with mode 0600.
     *
     * @throws IOException where the file exists or can't be written
     */
    public static CheckpointKey create(Path file) throws IOException {
        KeyPair pair = generate();
        CheckpointPublicKey publicKey = new CheckpointPublicKey(pair.getPublic().getEncoded());
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        String text = publicKey.pem() + Pem.encode(LABEL, pkcs8);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            write(channel, text, file);
        }
        return new CheckpointKey(publicKey, pkcs8);
    }

    private static void write(FileChannel channel, String text, Path file) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.delete(file);
            throw e;
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
