package signet.nativeimage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an executable was made of, in a file beside it: it takes minutes to make one again.
 *
 * @param digest a digest of all that it was made of
 */
record Stamp(String digest) {

    /** Returns that of these inputs. */
    static Stamp of(String options, List<Path> inputs) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(options.getBytes(StandardCharsets.UTF_8));
            for (Path input : inputs) {
                digest.update(input.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(input));
            }
            return new Stamp(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** Says whether an executable is there and was made of the same. */
    boolean isFresh(Path executable) throws IOException {
        try {
            return Files.exists(executable) && Files.readString(file(executable)).equals(digest);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Notes it beside an executable. */
    void write(Path executable) throws IOException {
        Files.writeString(file(executable), digest);
    }

    private static Path file(Path executable) {
        return executable.resolveSibling("." + executable.getFileName() + ".stamp");
    }
}
