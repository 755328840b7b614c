package signet.sandbox;

import java.util.Optional;

/** A kind of processor whose system calls are known here, named as in {@code os.arch}. */
enum Architecture {
    AMD64(0xC000003E),
    AARCH64(0xC00000B7);

    private final int audit;

    Architecture(int audit) {
        this.audit = audit;
    }

    /** Returns this machine's; empty where it is none of these, and no limit can be set. */
    static Optional<Architecture> current() {
        // No switch: Java would take milliseconds to prepare it, at each start.
        String name = System.getProperty("os.arch");
        if ("amd64".equals(name)) {
            return Optional.of(AMD64);
        }
        return "aarch64".equals(name) ? Optional.of(AARCH64) : Optional.empty();
    }

    /** AUDIT_ARCH_..., by which a filter tells for which architecture a call was made. */
    int audit() {
        return audit;
    }
}
