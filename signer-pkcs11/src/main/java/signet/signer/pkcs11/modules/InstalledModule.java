package signet.signer.pkcs11.modules;

import java.nio.file.Path;

/**
 * A module that this host has.
 *
 * @param name the name in p11-kit's configuration, or the file's name without {@code lib} and
 *     suffix
 * @param path the path of its shared object
 */
public record InstalledModule(String name, Path path) {

    static InstalledModule of(Path path) {
        return new InstalledModule(nameOf(path), path);
    }

    /** Returns the name as {@code module-name} has it (RFC 7512 section 2.4). */
    static String nameOf(Path path) {
        String name = String.valueOf(path.getFileName());
        int suffix = name.indexOf(".so");
        String stem = suffix > 0 ? name.substring(0, suffix) : name;
        return stem.startsWith("lib") ? stem.substring("lib".length()) : stem;
    }

    boolean isCalled(String wanted) {
        return name.equals(wanted) || nameOf(path).equals(wanted);
    }
}
