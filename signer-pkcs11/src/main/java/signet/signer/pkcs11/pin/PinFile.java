package signet.signer.pkcs11.pin;

import signet.signer.SecretSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Takes the PIN from the first line of a file.
 *
 * @param file the file
 * @param privateOnly whether the file must be closed to its group and to others; the files of
 *     systemd credentials are guarded by their folder, and may show group bits for an access list
 */
record PinFile(Path file, boolean privateOnly) implements SecretSource {

    private static final String ATTRIBUTES = "unix:mode,ino,dev,isRegularFile";
    private static final int MAX_BYTES = 4096;
    private static final int GROUP_AND_OTHERS = 077;

    @Override
    public boolean canBeReadAgain() {
        return true;
    }

    @Override
    public char[] read(String prompt) throws IOException {
        try {
            Map<String, Object> before = Files.readAttributes(file, ATTRIBUTES);
            check(before);
            try (InputStream in = Files.newInputStream(file)) {
                // Java can't ask an open file for its mode; it is the one that was checked if the
                // path leads to the same one before and after it was opened.
                if (!Files.readAttributes(file, ATTRIBUTES).equals(before)) {
                    throw new IOException(what() + " was changed while it was opened; try again");
                }
                return firstLine(in);
            }
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + " with the PIN", e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    what() + " can't be read: permission denied; it must belong to our user", e);
        }
    }

    private void check(Map<String, Object> attributes) throws IOException {
        if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
            throw new IOException(what() + " is not a regular file");
        }
        int mode = attributes.get("mode") instanceof Integer bits ? bits : GROUP_AND_OTHERS;
        if (privateOnly && (mode & GROUP_AND_OTHERS) != 0) {
            throw new IOException(
                    what() + " is open to its group or to others; close it: chmod 600 " + file);
        }
    }

    private String what() {
        return "the file " + file + " with the PIN";
    }

    private static char[] firstLine(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES);
        try {
            return firstLine(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
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
