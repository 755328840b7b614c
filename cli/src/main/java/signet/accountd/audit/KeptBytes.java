package signet.accountd.audit;

import signet.accountd.audit.chain.Sha256;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/**
 * What a repair takes out of a file, in a file of its own.
 *
 * @param file the new file
 * @param bytes how many there are
 * @param sha256 their hash, in hexadecimal
 */
record KeptBytes(Path file, long bytes, String sha256) {

    private static final int BUFFER = 64 * 1024;

    /**
     * Copies what is behind an offset. They are on the disk when this returns, and where it fails
     * there is no new file.
     */
    static KeptBytes copy(Path from, long offset, Path to) throws IOException {
        MessageDigest digest = Sha256.digest();
        long count = 0;
        try (InputStream in =
                        new DigestInputStream(
                                Files.newInputStream(
                                        from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS),
                                digest);
                FileChannel out =
                        FileChannel.open(
                                to,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")))) {
            in.skipNBytes(offset);
            digest.reset();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                count += n;
            }
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(to);
            throw e;
        }
        return new KeptBytes(to, count, HexFormat.of().formatHex(digest.digest()));
    }
}
