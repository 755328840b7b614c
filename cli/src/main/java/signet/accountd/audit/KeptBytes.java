package signet.accountd.audit;

import signet.accountd.audit.chain.Sha256;
import signet.files.OpenFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

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
    static KeptBytes copy(LogFolder folder, Path from, long offset) throws IOException {
        Path to = folder.kept(from);
        MessageDigest digest = Sha256.digest();
        long count = 0;
        try (InputStream in =
                        new DigestInputStream(Channels.newInputStream(folder.read(from)), digest);
                OpenFile out = folder.create(to)) {
            in.skipNBytes(offset);
            digest.reset();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(Arrays.copyOf(buffer, n));
                count += n;
            }
            out.sync();
        } catch (IOException e) {
            folder.discard(to, e);
            throw e;
        }
        return new KeptBytes(to, count, HexFormat.of().formatHex(digest.digest()));
    }
}
