package signet.signer.pkcs11.pin;

import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Trust;
import signet.files.TrustedFile;
import signet.files.UntrustedFileException;
import signet.signer.SecretSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Takes the PIN from the first line of a file.
 *
 * @param file the file
 * @param privateOnly whether the file must be closed to its group and to others; the files of
 *     systemd credentials are guarded by their folder, and may show group bits for an access list
 */
record PinFile(Path file, boolean privateOnly) implements SecretSource {

    private static final Trust TRUST = Trust.ours("have PINs of theirs tried");
    private static final int MAX_BYTES = 4096;

    @Override
    public boolean canBeReadAgain() {
        return true;
    }

    @Override
    public char[] read(String prompt) throws IOException {
        try (OpenFile opened =
                privateOnly ? TrustedFile.openSecret(file, TRUST) : TrustedFile.open(file, TRUST)) {
            byte[] bytes = opened.read(MAX_BYTES);
            try {
                return firstLine(bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (UntrustedFileException e) {
            throw new IOException("the file with the PIN " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + " with the PIN", e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    what() + " can't be read: permission denied; it must belong to our user", e);
        } catch (FileSystemException e) {
            throw new IOException(what() + " " + Reason.of(e), e);
        }
    }

    private String what() {
        return "the file " + file + " with the PIN";
    }

    /** Returns the text before the first line end. */
    static char[] firstLine(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
        char[] line = Arrays.copyOf(text.array(), text.limit());
        Arrays.fill(text.array(), '\0');
        return line;
    }
}
