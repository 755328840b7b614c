package signet.master.order;

import signet.config.CertificateConfig;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the administrator's commands get as their environment: what a fresh login has, and nothing
 * else of whoever started this run. A variable can load code into every program (LD_PRELOAD), run a
 * file in every shell (ENV, SHELLOPTS with PS4), or have secrets written down (SSLKEYLOGFILE), and
 * there will be others.
 */
final class CommandEnvironment {

    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Set<String> INHERITED = Set.of("LANG", "LANGUAGE", "TERM", "TZ");
    private static final String LOCALE = "LC_";

    /** How systemctl --user and others find what runs for this user. */
    private static final Set<String> INHERITED_BY_USERS =
            Set.of("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS");

    private static final String ROOT = "root";

    private CommandEnvironment() {}

    /** Returns that of a section's command. */
    static Map<String, String> of(CertificateConfig config) {
        Map<String, String> environment =
                inherited(System.getenv(), System.getProperty("user.name"));
        environment.put("SIGNET_SECTION", config.name());
        put(environment, "SIGNET_CERTIFICATE", config.certificate());
        put(environment, "SIGNET_CERTIFICATE_CHAIN", config.certificateChain());
        return environment;
    }

    /**
     * Returns what all have.
     *
     * @param ours our own environment
     * @param user our user, as the user database has it
     */
    static Map<String, String> inherited(Map<String, String> ours, String user) {
        Map<String, String> environment = new HashMap<>();
        ours.forEach(
                (name, value) -> {
                    if (INHERITED.contains(name)
                            || name.startsWith(LOCALE)
                            || (INHERITED_BY_USERS.contains(name) && !user.equals(ROOT))) {
                        environment.put(name, value);
                    }
                });
        environment.put("PATH", PATH);
        environment.put("SHELL", "/bin/sh");
        environment.put("USER", user);
        environment.put("LOGNAME", user);
        // The JDK asks the user database for it, not the environment.
        environment.put("HOME", System.getProperty("user.home"));
        return environment;
    }

    private static void put(Map<String, String> environment, String name, Optional<Path> file) {
        file.ifPresent(value -> environment.put(name, value.toString()));
    }
}
