package signet.accountd;

import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;
import signet.signer.SignatureAlgorithm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** Makes account keys. */
final class NewKey {

    private static final int PEM_LINE = 64;
    private static final Trust TRUST = Trust.ours("exchange the account key");

    private NewKey() {}

    /** Returns the PKCS#8 encoding of a new key, to be overwritten after use. */
    static byte[] generate(SignatureAlgorithm type, int rsaBits) {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(type == SignatureAlgorithm.RS256 ? "RSA" : "EC");
            switch (type) {
                case RS256 -> generator.initialize(rsaBits);
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case ES384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
            }
            KeyPair pair = generator.generateKeyPair();
            byte[] pkcs8 = pair.getPrivate().getEncoded();
            return type == SignatureAlgorithm.RS256
                    ? pkcs8
                    : EcPkcs8.withPublicKey(pkcs8, pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java can't make keys of type " + type, e);
        }
    }

    /** Writes a key to a new file of mode 0600, completely or not at all, and overwrites it. */
    static void write(byte[] pkcs8, Path file) throws IOException {
        byte[] pem = pem(pkcs8);
        Path full = file.toAbsolutePath();
        String name = Objects.requireNonNull(full.getFileName()).toString();
        try (Folder folder = Folder.open(Objects.requireNonNull(full.getParent()), TRUST)) {
            try (OpenFile key = folder.create(name, 0600)) {
                key.write(pem);
                key.sync();
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (IOException e) {
                folder.removeIfThere(name);
                throw new IOException("can't write the key to " + file + ": " + Reason.of(e), e);
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    file + " exists, and is not overwritten; choose another name for the key", e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + file.getParent() + " for the key", e);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    private static byte[] pem(byte[] pkcs8) {
        Base64.Encoder encoder =
                Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        byte[] body = encoder.encode(pkcs8);
        Arrays.fill(pkcs8, (byte) 0);
        byte[] begin = "-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\n-----END PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer pem = ByteBuffer.allocate(begin.length + body.length + end.length);
        pem.put(begin).put(body).put(end);
        Arrays.fill(body, (byte) 0);
        return pem.array();
    }
}
