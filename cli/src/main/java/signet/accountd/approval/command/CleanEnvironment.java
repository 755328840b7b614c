package signet.accountd.approval.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of programs that ask: what a dialog needs to find its screen and to speak the
 * person's language, and nothing else.
 *
 * @param own the environment of this process
 */
public record CleanEnvironment(Map<String, String> own) {

    private static final String PATH = "PATH";

    private static final List<String> KEPT =
            List.of(
                    PATH,
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "LANG",
                    "LANGUAGE",
                    "TZ",
                    "DISPLAY",
                    "WAYLAND_DISPLAY",
                    "XAUTHORITY",
                    "XDG_RUNTIME_DIR",
                    "DBUS_SESSION_BUS_ADDRESS");

    /** Copies the environment. */
    public CleanEnvironment {
        own = Map.copyOf(own);
    }

    /** Returns the variables; ssh-askpass shows a question with two buttons by one of them. */
    Map<String, String> variables() {
        Map<String, String> kept = new HashMap<>();
        kept.put(PATH, "/usr/local/bin:/usr/bin:/bin");
        own.forEach(
                (name, value) -> {
                    if (KEPT.contains(name) || name.startsWith("LC_")) {
                        kept.put(name, value);
                    }
                });
        kept.put("SSH_ASKPASS_PROMPT", "confirm");
        return kept;
    }
}
