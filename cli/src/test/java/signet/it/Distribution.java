package signet.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The built distribution, copied to where every user of the system can read it: the sources may lie
 * in somebody's closed home directory.
 */
final class Distribution {

    private static final Set<PosixFilePermission> OPEN =
            EnumSet.copyOf(PosixFilePermissions.fromString("rwxr-xr-x"));

    private final Path root;

    private Distribution(Path root) {
        this.root = root;
    }

    /** Copies the distribution into a new directory below one that everybody may enter. */
    static Distribution copyTo(Path directory) throws IOException {
        return copy(Path.of("target/signet").toAbsolutePath(), directory);
    }

    /** Does the same with the Java programs that a build of native ones has kept. */
    static Distribution copyJavaTo(Path directory) throws IOException {
        return copy(Path.of("target/signet-java").toAbsolutePath(), directory);
    }

    private static Distribution copy(Path source, Path directory) throws IOException {
        Path target = directory.resolve("signet");
        Files.walkFileTree(
                source,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs)
                            throws IOException {
                        Files.createDirectory(target.resolve(source.relativize(dir)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs)
                            throws IOException {
                        Path copy = target.resolve(source.relativize(file));
                        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                        if (Files.isExecutable(file)) {
                            Files.setPosixFilePermissions(copy, OPEN);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new Distribution(target);
    }

    /** Makes an empty directory that every user may enter. */
    static Path openDirectory(String prefix) throws IOException {
        Path directory = Files.createTempDirectory(prefix);
        Files.setPosixFilePermissions(directory, OPEN);
        return directory;
    }

    String signet() {
        return root.resolve("bin/signet").toString();
    }

    String accountd() {
        return root.resolve("bin/signet-accountd").toString();
    }

    Path root() {
        return root;
    }
}
