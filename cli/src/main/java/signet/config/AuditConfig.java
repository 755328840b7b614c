package signet.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys of {@code signet-accountd.conf} that concern the audit log.
 *
 * @param file the log
 * @param rotateAfter how long a file gets before the next one is begun, in bytes
 * @param checkpointKey the file of the key that signs checkpoints
 */
public record AuditConfig(Path file, long rotateAfter, Path checkpointKey) {

    static final List<String> KEYS = List.of("audit-log", "audit-rotate", "audit-checkpoint-key");

    private static final int DEFAULT_MIB = 64;
    private static final int MAX_MIB = 64 * 1024;
    private static final long MIB = 1024 * 1024;

    /** Returns the settings of a log of which nothing else is configured. */
    public static AuditConfig of(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return new AuditConfig(
                path, DEFAULT_MIB * MIB, path.resolveSibling(path.getFileName() + ".key"));
    }

    /** Returns empty where there is to be no log. */
    static Optional<AuditConfig> of(SectionReader section) throws ConfigException {
        Optional<Path> file = section.absolutePath("audit-log");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        AuditConfig unset = of(file.get());
        return Optional.of(
                new AuditConfig(
                        unset.file(),
                        section.number("audit-rotate", DEFAULT_MIB, 1, MAX_MIB) * MIB,
                        section.absolutePath("audit-checkpoint-key")
                                .orElse(unset.checkpointKey())));
    }
}
