package signet.accountd;

import signet.signer.SecretSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    private static final int GROUP_AND_OTHERS = 077;

    @Override
    public boolean canBeReadAgain() {
        return true;
    }

    @Override
    public char[] read(String prompt) throws IOException {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new IOException("the password file " + file + " is not a regular file");
            }
            if ((((int) Files.getAttribute(file, "unix:mode")) & GROUP_AND_OTHERS) != 0) {
                throw new IOException(
                        "the password file "
                                + file
                                + " is open to its group or to others; close it: chmod 600 "
                                + file);
            }
            return firstLine();
        } catch (NoSuchFileException e) {
            throw new IOException("there is no password file " + file, e);
        }
    }

    private char[] firstLine() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES);
        }
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
