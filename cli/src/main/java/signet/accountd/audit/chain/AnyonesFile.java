package signet.accountd.audit.chain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens what somebody wants to look at, to read it and no more: by its path, whoever owns it and
 * whatever links lead there. An auditor has a copy of a log in any folder; nothing in it is trusted
 * but what signatures vouch for. Who writes a log does not come here. Thread-safe.
 */
public final class AnyonesFile {

    private AnyonesFile() {}

    /** Opens a file. */
    public static InputStream open(Path file) throws IOException {
        return Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Opens a file, unless a link has its name, to see whether it is locked. */
    static FileChannel openToAsk(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads a file.
     *
     * @param max how many bytes at the most; where that many come back, there may be more
     */
    static byte[] read(Path file, int max) throws IOException {
        try (InputStream in = open(file)) {
            return in.readNBytes(max);
        }
    }

    /** Returns the names in a folder, in no order. */
    static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        }
        return names;
    }
}
