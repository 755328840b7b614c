import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;

/**
 * Takes the signatures out of a jar. Java verifies a signed jar class by class at every start,
 * against a certificate that is in the same jar and that nobody trusts or distrusts: it costs
 * hundreds of milliseconds, keeps the classes out of CDS archives, and proves nothing. The digests
 * of all classes in the manifest go with them: Java reads a manifest for the first class of a jar,
 * and BouncyCastle's has 20,000 lines of these.
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
        stripDigests(folder.resolve("MANIFEST.MF"));
    }

    private static void stripDigests(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Manifest manifest;
        try (InputStream in = Files.newInputStream(file)) {
            manifest = new Manifest(in);
        }
        if (manifest.getEntries().isEmpty()) {
            return;
        }
        manifest.getEntries().clear();
        try (OutputStream out = Files.newOutputStream(file)) {
            manifest.write(out);
        }
    }
}
