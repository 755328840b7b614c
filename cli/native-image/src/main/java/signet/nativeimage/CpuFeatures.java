package signet.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The C structure of the processor's features. native-image asks a C compiler for the places of its
 * members, whose names are those of methods of one of its interfaces.
 */
final class CpuFeatures {

    private static final Pattern INTERFACE =
            Pattern.compile("com/oracle/svm/core/(\\w+)/\\w+LibCHelper\\$CPUFeatures\\.class");

    private CpuFeatures() {}

    /**
     * Writes the headers of all processors: the builder reads them all, whatever it builds for.
     *
     * @param svm the jar with native-image's classes
     */
    static void writeHeaders(Path svm, Path folder) throws IOException {
        try (JarFile jar = new JarFile(svm.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                Matcher name = INTERFACE.matcher(entry.getName());
                if (name.matches()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.writeString(
                                folder.resolve(name.group(1) + "cpufeatures.h"),
                                header(ClassFile.of().parse(in.readAllBytes())));
                    }
                }
            }
        }
    }

    private static String header(ClassModel model) {
        return model.methods().stream()
                .filter(CpuFeatures::isMember)
                .map(method -> "    char " + method.methodName().stringValue() + ";\n")
                .collect(
                        Collectors.joining(
                                "",
                                "/* Made by the build. */\ntypedef struct {\n",
                                "} CPUFeatures;\n"));
    }

    private static boolean isMember(MethodModel method) {
        return method.methodTypeSymbol().parameterCount() == 0
                && method.methodTypeSymbol().returnType().equals(ConstantDescs.CD_boolean);
    }
}
