package signet.signer.softkey;

import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.files.UntrustedFileException;
import signet.signer.SignerException;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a key file, provided that nobody but its owner can. */
final class KeyFile {

    /** The largest key that we accept, RSA-4096 in an encrypted PEM file, needs 4 KiB. */
    static final int MAX_BYTES = 64 * 1024;

    static final Trust TRUST = Trust.ours("exchange the account key");

    private KeyFile() {}

    /** Returns what is in the file, in an array that the caller overwrites after use. */
    static byte[] read(Path file) throws SignerException {
        try (OpenFile opened = TrustedFile.openSecret(file, TRUST)) {
            check(file, opened.state().size());
            byte[] content = opened.read(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                Arrays.fill(content, (byte) 0);
                throw unusable(file, "is too large for a key, and grows");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new SignerException.KeyNotFound("there is no key file " + file);
        } catch (AccessDeniedException e) {
            throw unusable(file, "can't be read: permission denied; it must belong to our user");
        } catch (UntrustedFileException e) {
            throw new SignerException.KeyUnusable("the key file " + e.getMessage(), e);
        } catch (FileSystemException e) {
            throw unusable(file, Reason.of(e));
        } catch (IOException e) {
            throw new SignerException.KeyUnusable(
                    "the key file " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void check(Path file, long size) throws SignerException {
        if (size == 0) {
            throw unusable(file, "is empty");
        }
        if (size > MAX_BYTES) {
            throw unusable(
                    file, "is too large for a key: " + size + " bytes, at most " + MAX_BYTES);
        }
    }

    private static SignerException unusable(Path file, String problem) {
        return new SignerException.KeyUnusable("the key file " + file + " " + problem, null);
    }
}
