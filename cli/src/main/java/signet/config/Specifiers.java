package signet.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Expands lacme's %-specifiers: {@code %C} cache directory, {@code %E} configuration directory,
 * {@code %g} and {@code %G} group name and id, {@code %h} home directory, {@code %t} run-time
 * directory, {@code %T} directory for temporary files, {@code %u} and {@code %U} user name and id,
 * {@code %%} a percent sign. For root the directories are the system's, whatever the environment
 * says.
 *
 * @param identity who the process runs as
 * @param environment its environment
 */
public record Specifiers(Identity identity, Map<String, String> environment) {

    /** Copies the environment. */
    public Specifiers {
        environment = Map.copyOf(environment);
    }

    /**
     * Returns the specifiers of this process.
     *
     * @throws IOException where /proc can't be read
     */
    public static Specifiers ofProcess() throws IOException {
        return new Specifiers(Identity.ofProcess(), System.getenv());
    }

    /**
     * Expands every specifier of a text; a lone percent sign at its end stays.
     *
     * @throws ConfigException for an unknown or undefined specifier; the message quotes the text
     */
    public String expand(String text) throws ConfigException {
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 1 < text.length()) {
                i++;
                expanded.append(value(text.charAt(i), text));
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }

    /**
     * Expands a text that is a path.
     *
     * @throws ConfigException also where it can't be one here: without a locale of UTF-8, as under
     *     cron, Java has no bytes for other letters than ASCII's
     */
    public Path expandPath(String text) throws ConfigException {
        String expanded = expand(text);
        try {
            return Path.of(expanded);
        } catch (InvalidPathException e) {
            throw new ConfigException(
                    "\""
                            + expanded
                            + "\" is no path here ("
                            + e.getReason()
                            + "); use ASCII letters, or set LC_ALL=C.UTF-8 in the environment",
                    e);
        }
    }

    private String value(char specifier, String text) throws ConfigException {
        return switch (specifier) {
            case 'C' -> isRoot() ? "/var/cache" : xdg("XDG_CACHE_HOME").orElse(home("/.cache"));
            case 'E' -> isRoot() ? "/etc" : xdg("XDG_CONFIG_HOME").orElse(home("/.config"));
            case 'g' -> identity.group();
            case 'G' -> Long.toString(identity.gid());
            case 'h' -> identity.home().toString();
            case 't' -> isRoot() ? "/run" : runtimeDirectory(text);
            case 'T' -> variable("TMPDIR").orElse("/tmp");
            case 'u' -> identity.user();
            case 'U' -> Long.toString(identity.uid());
            case '%' -> "%";
            default ->
                    throw new ConfigException(
                            "unknown specifier %"
                                    + specifier
                                    + " in \""
                                    + text
                                    + "\"; there are %C %E %g %G %h %t %T %u %U, and %% for a"
                                    + " percent sign");
        };
    }

    private String runtimeDirectory(String text) throws ConfigException {
        return xdg("XDG_RUNTIME_DIR")
                .orElseThrow(
                        () ->
                                new ConfigException(
                                        "undefined specifier %t in \""
                                                + text
                                                + "\"; set XDG_RUNTIME_DIR to a directory of your"
                                                + " own, or write a full path"));
    }

    private boolean isRoot() {
        return identity.uid() == 0;
    }

    private String home(String below) {
        return variable("HOME").orElse(identity.home().toString()) + below;
    }

    /** The XDG specification says that a relative path is to be ignored. */
    private Optional<String> xdg(String name) {
        return variable(name).filter(value -> value.startsWith("/"));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
