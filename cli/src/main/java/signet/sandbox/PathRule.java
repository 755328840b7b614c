package signet.sandbox;

import java.nio.file.Path;

/**
 * What may be done with a file, or with all that is below a directory.
 *
 * @param path symbolic links are followed; where it is missing, the rule is of no use or harm
 */
public record PathRule(Path path, Access access) {

    /** Kinds of access, by the bits LANDLOCK_ACCESS_FS_... */
    public enum Access {
        /** Reading files and directories. */
        READ(1 << 2 | 1 << 3),
        /** That, and running programs. */
        EXECUTE(1 << 2 | 1 << 3 | 1),
        /** Reading and writing files that are there. */
        WRITE(1 << 2 | 1 << 3 | 1 << 1),
        /** That, and making and removing files. */
        MAKE_FILES(1 << 2 | 1 << 3 | 1 << 1 | 1 << 5 | 1 << 8);

        private final int bits;

        Access(int bits) {
            this.bits = bits;
        }

        int bits() {
            return bits;
        }
    }
}
