package signet.signer.pkcs11.modules;

import java.nio.file.Path;
import java.util.List;

/**
 * Where modules are looked for.
 *
 * @param registries the folders of p11-kit's {@code .module} files
 * @param libraries the folders of shared objects, in which {@code usual} names are looked up, and
 *     from which p11-kit resolves relative paths (in their folder {@code pkcs11})
 * @param usual the files below {@code libraries} that are modules as everybody knows
 */
public record ModulePlaces(List<Path> registries, List<Path> libraries, List<String> usual) {

    private static final String TRIPLET =
            System.getProperty("os.arch").equals("aarch64")
                    ? "aarch64-linux-gnu"
                    : "x86_64-linux-gnu";

    /** Those of Debian, and of others where they differ. */
    public static final ModulePlaces SYSTEM =
            new ModulePlaces(
                    List.of(Path.of("/etc/pkcs11/modules"), Path.of("/usr/share/p11-kit/modules")),
                    List.of(
                            Path.of("/usr/lib", TRIPLET),
                            Path.of("/usr/lib64"),
                            Path.of("/usr/lib"),
                            Path.of("/usr/local/lib")),
                    List.of(
                            "opensc-pkcs11.so",
                            "pkcs11/opensc-pkcs11.so",
                            "softhsm/libsofthsm2.so",
                            "libykcs11.so.2",
                            "libykcs11.so",
                            "pkcs11/libtpm2_pkcs11.so",
                            "libtpm2_pkcs11.so.1"));

    /** Copies the lists. */
    public ModulePlaces {
        registries = List.copyOf(registries);
        libraries = List.copyOf(libraries);
        usual = List.copyOf(usual);
    }
}
