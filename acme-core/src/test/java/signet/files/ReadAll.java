package signet.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads all files of a folder, in a process with another locale. */
final class ReadAll {

    private ReadAll() {}

    /** Takes the folder, and prints what is in its files. */
    public static void main(String[] arguments) throws IOException {
        Trust trust = Trust.ours("harm");
        Path path = Path.of(arguments[0]);
        try (Folder folder = Folder.open(path, trust)) {
            for (Path name : folder.names()) {
                try (OpenFile file = TrustedFile.open(path.resolve(name), trust)) {
                    System.out.println(new String(file.read(100), StandardCharsets.US_ASCII));
                }
            }
        }
    }
}
