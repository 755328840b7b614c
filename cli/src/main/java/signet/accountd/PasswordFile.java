package signet.accountd;

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
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Takes the password from the first line of a file that only its owner can read.
 *
 * @param file the file
 */
record PasswordFile(Path file) implements SecretSource {

    private static final int MAX_BYTES = 4096;
    private static final Trust TRUST = Trust.ours("exchange the password");

    @Override
    public boolean canBeReadAgain() {
        return true;
    }

    @Override
    public char[] read(String prompt) throws IOException {
        try (OpenFile opened = TrustedFile.openSecret(file, TRUST)) {
            return firstLine(opened.read(MAX_BYTES));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no password file " + file, e);
        } catch (UntrustedFileException e) {
            throw new IOException("the password file " + e.getMessage(), e);
        } catch (FileSystemException e) {
            throw new IOException("the password file " + file + " " + Reason.of(e), e);
        }
    }

    private static char[] firstLine(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
        char[] password = Arrays.copyOf(text.array(), text.limit());
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        return password;
    }
}
