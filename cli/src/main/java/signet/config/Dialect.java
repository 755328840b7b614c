package signet.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whose defaults a file has, which its name tells: what a {@code lacme.conf} does not set means
 * what lacme means by it, so that it can be used unchanged.
 */
enum Dialect {
    SIGNET("signet", "0.0.0.0:80 [::]:80"),
    LACME("lacme", "/run/lacme-www.socket");

    private final String program;
    private final String listen;

    Dialect(String program, String listen) {
        this.program = program;
        this.listen = listen;
    }

    static Dialect of(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().startsWith(LACME.program) ? LACME : SIGNET;
    }

    /** Returns the default of {@code config-certs}, a file and a directory. */
    List<String> certificateConfigs() {
        return List.of(program + "-certs.conf", program + "-certs.conf.d");
    }

    /**
     * Returns where lacme's signer listens by default; empty where ours is meant, and where there
     * is no run-time directory: the socket may not be needed.
     */
    Optional<Path> lacmesSocket(Specifiers specifiers) {
        if (this == SIGNET) {
            return Optional.empty();
        }
        try {
            return Optional.of(specifiers.expandPath("%t/S." + program));
        } catch (ConfigException _) {
            return Optional.empty();
        }
    }

    /** Returns the default of {@code listen}. */
    String listen() {
        return listen;
    }

    /** Returns the default of the client's {@code user}. */
    String clientUser() {
        return "_" + program + "-client";
    }

    /** Returns the default of the webserver's {@code user}. */
    String webserverUser() {
        return "_" + program + "-www";
    }
}
