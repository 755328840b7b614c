package signet.signer.softkey;

import signet.signer.SignerException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;

/** Reads a key file, provided that nobody but its owner can. */
final class KeyFile {

    /** The largest key that we accept, RSA-4096 in an encrypted PEM file, needs 4 KiB. */
    static final int MAX_BYTES = 64 * 1024;

    private static final String ATTRIBUTES = "unix:mode,ino,dev,isRegularFile,size";
    private static final int GROUP_AND_OTHERS = 077;
    private static final int PERMISSIONS = 07777;

    private KeyFile() {}

    /** Returns what is in the file, in an array that the caller overwrites after use. */
    static byte[] read(Path file) throws SignerException {
        try {
            Map<String, Object> before = Files.readAttributes(file, ATTRIBUTES);
            check(file, before);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                // Java can't ask an open file for its mode; so the file is the one that was checked
                // if the path leads to the same one before and after it was opened.
                if (!Files.readAttributes(file, ATTRIBUTES).equals(before)) {
                    throw unusable(file, "was changed while it was opened; try again");
                }
                return read(file, channel);
            }
        } catch (NoSuchFileException e) {
            throw new SignerException.KeyNotFound("there is no key file " + file);
        } catch (AccessDeniedException e) {
            throw unusable(file, "can't be read: permission denied; it must belong to our user");
        } catch (IOException e) {
            throw new SignerException.KeyUnusable(
                    "the key file " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void check(Path file, Map<String, Object> attributes) throws SignerException {
        if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
            throw unusable(file, "is not a regular file");
        }
        int mode = (int) number(attributes, "mode") & PERMISSIONS;
        if ((mode & GROUP_AND_OTHERS) != 0) {
            throw unusable(
                    file,
                    "is open to its group or to others (mode 0"
                            + Integer.toOctalString(mode)
                            + "); close it: chmod 600 "
                            + file);
        }
        long size = number(attributes, "size");
        if (size == 0) {
            throw unusable(file, "is empty");
        }
        if (size > MAX_BYTES) {
            throw unusable(
                    file, "is too large for a key: " + size + " bytes, at most " + MAX_BYTES);
        }
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : -1;
    }

    private static byte[] read(Path file, FileChannel channel) throws IOException, SignerException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES + 1);
        try {
            int count = 0;
            while (count >= 0 && buffer.hasRemaining()) {
                count = channel.read(buffer);
            }
            if (!buffer.hasRemaining()) {
                throw unusable(file, "is too large for a key, and grows");
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        } finally {
            Arrays.fill(buffer.array(), (byte) 0);
        }
    }

    private static SignerException unusable(Path file, String problem) {
        return new SignerException.KeyUnusable("the key file " + file + " " + problem, null);
    }
}
