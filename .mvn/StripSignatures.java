import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes the signatures out of the jars of a directory. Java verifies a signed jar class by class at
 * every start, against a certificate that is in the same jar and that nobody trusts or distrusts:
 * it costs hundreds of milliseconds, keeps the classes out of class-data archives, and proves
 * nothing.
 */
class StripSignatures {
    public static void main(String[] args) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                strip(jar);
            }
        }
    }

    private static void strip(Path jar) throws IOException {
        URI uri = URI.create("jar:" + jar.toUri());
        try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of())) {
            List<Path> signatures = new ArrayList<>();
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(zip.getPath("META-INF"), "*.{SF,RSA,DSA,EC}")) {
                files.forEach(signatures::add);
            }
            for (Path signature : signatures) {
                Files.delete(signature);
            }
        }
    }
}
