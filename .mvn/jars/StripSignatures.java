import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the signatures out of a jar. Java verifies a signed jar class by class at every start,
 * against a certificate that is in the same jar and that nobody trusts or distrusts: it costs
 * hundreds of milliseconds, keeps the classes out of CDS archives, and proves nothing.
 */
class StripSignatures {
    static void strip(Path root) throws IOException {
        Path folder = root.resolve("META-INF");
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> signatures = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{SF,RSA,DSA,EC}")) {
            files.forEach(signatures::add);
        }
        for (Path signature : signatures) {
            Files.delete(signature);
        }
    }
}
