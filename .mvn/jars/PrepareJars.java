import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** Makes the jars of a directory, copies all, ready for quick starts. Their times stay. */
class PrepareJars {
    public static void main(String[] args) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                prepare(jar);
            }
        }
    }

    private static void prepare(Path jar) throws IOException {
        FileTime time = Files.getLastModifiedTime(jar);
        URI uri = URI.create("jar:" + jar.toUri());
        try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of())) {
            Path root = zip.getPath("/");
            StripSignatures.strip(root);
            UpgradeClasses.upgrade(root);
            UnpackLibraries.unpack(root, jar.resolveSibling("native"));
        }
        Files.setLastModifiedTime(jar, time);
    }
}
