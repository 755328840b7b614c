import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives classes of before Java 6 (picocli's) the stack maps and the version number of Java 8. The
 * code stays as it is. Old classes need Java's old, slow verifier, and CDS archives can't hold
 * them.
 */
class UpgradeClasses {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    static void upgrade(Path root) throws IOException {
        ClassFile format =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(
                                                name -> open(root.resolve(fileName(name))))
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
        for (Path file : oldClasses(root)) {
            FileTime time = Files.getLastModifiedTime(file);
            byte[] old = Files.readAllBytes(file);
            Files.write(file, format.transformClass(format.parse(old), upgrade()));
            Files.setLastModifiedTime(file, time);
        }
    }

    /** Passes every method's code on piece by piece: copied as a whole it would get no maps. */
    private static ClassTransform upgrade() {
        ClassTransform version =
                (builder, element) ->
                        builder.with(
                                element instanceof ClassFileVersion
                                        ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                                        : element);
        return version.andThen(
                ClassTransform.transformingMethodBodies(
                        (builder, element) -> builder.with(element)));
    }

    private static List<Path> oldClasses(Path root) throws IOException {
        List<Path> old = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".class") && version(file) < FIRST_WITH_STACK_MAPS) {
                    old.add(file);
                }
            }
        }
        return old;
    }

    private static int version(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.readInt(); // the magic number
            in.readUnsignedShort(); // the minor version
            return in.readUnsignedShort();
        }
    }

    private static String fileName(java.lang.constant.ClassDesc name) {
        String descriptor = name.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1) + ".class";
    }

    private static InputStream open(Path file) {
        try {
            return Files.exists(file) ? Files.newInputStream(file) : null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
