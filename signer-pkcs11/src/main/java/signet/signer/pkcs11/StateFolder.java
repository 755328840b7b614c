package signet.signer.pkcs11;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where signet-accountd remembers what must outlive it. */
public final class StateFolder {

    private StateFolder() {}

    /**
     * Returns the folder.
     *
     * @param configured the one of the configuration
     * @param environment ours: systemd's STATE_DIRECTORY, then XDG_STATE_HOME, then HOME
     */
    public static Path of(Optional<Path> configured, Map<String, String> environment) {
        return configured
                .or(() -> absolute(environment, "STATE_DIRECTORY"))
                .or(
                        () ->
                                absolute(environment, "XDG_STATE_HOME")
                                        .map(path -> path.resolve("signet")))
                .orElseGet(
                        () ->
                                absolute(environment, "HOME")
                                        .orElse(Path.of(System.getProperty("user.home")))
                                        .resolve(".local/state/signet"));
    }

    /** systemd separates several folders by colons. */
    private static Optional<Path> absolute(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .map(value -> value.split(":", 2)[0])
                .filter(value -> value.startsWith("/"))
                .map(Path::of);
    }
}
