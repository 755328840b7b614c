package signet.master.certificate;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.files.UntrustedFileException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the private key out of a PEM file: PKCS#8, PKCS#1 or SEC1, wherever it stands among
 * parameters and certificates. A file that everybody may read is refused: its key is no secret. The
 * group may read it, as members of ssl-cert do on Debian.
 */
final class KeyFile {

    private static final int MAX_SIZE = 1 << 20;
    private static final int OTHERS = 0006;

    private final CertificateConfig config;
    private final Path file;

    private KeyFile(CertificateConfig config) {
        this.config = config;
        this.file = config.certificateKey();
    }

    static PrivateKeyInfo read(CertificateConfig config) throws ConfigException {
        return new KeyFile(config).read();
    }

    private PrivateKeyInfo read() throws ConfigException {
        byte[] bytes = bytes();
        // Latin-1 decodes any byte, and PEM is ASCII.
        PrivateKeyPem pem = new PrivateKeyPem(new String(bytes, StandardCharsets.ISO_8859_1));
        try {
            if (pem.isEncrypted()) {
                throw error(
                        "is encrypted, and nobody is there to type its password; store it"
                                + " decrypted, with mode 0600",
                        null);
            }
            Optional<PrivateKeyInfo> key = pem.key();
            if (key.isPresent()) {
                return key.get();
            }
        } catch (IOException | RuntimeException e) {
            throw error("holds no key that can be read (damaged PEM?); make a new one", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        throw error("holds no private key in PEM form; name the file with the key", null);
    }

    private byte[] bytes() throws ConfigException {
        try (OpenFile opened = TrustedFile.open(file, Trust.everybodys())) {
            if ((opened.state().mode() & OTHERS) != 0) {
                throw error("is open to every user of this machine; run: chmod o= " + file, null);
            }
            byte[] bytes = opened.read(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw error("is larger than a key can be; name the file with the key", null);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw error(
                    "does not exist; make one, for example with: openssl genpkey -algorithm EC"
                            + " -pkeyopt ec_paramgen_curve:P-256 -out "
                            + file,
                    e);
        } catch (AccessDeniedException e) {
            throw error("can't be read: permission denied; run as root", e);
        } catch (UntrustedFileException e) {
            throw config.error("certificate-key", e.getMessage()).withCause(e);
        } catch (FileSystemException e) {
            throw error(Reason.of(e) + " with the key", e);
        } catch (IOException e) {
            throw error("can't be read: " + e.getMessage(), e);
        }
    }

    private ConfigException error(String what, @Nullable Throwable cause) {
        ConfigException error = config.error("certificate-key", file + " " + what);
        return cause == null ? error : error.withCause(cause);
    }
}
