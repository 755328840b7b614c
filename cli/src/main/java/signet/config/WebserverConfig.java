package signet.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code [webserver]} of {@code signet.conf}.
 *
 * @param listen where to listen, at least one address
 * @param challengeDirectory the directory that another web server serves; then neither the
 *     webserver nor the firewall is touched
 * @param runAs whom the webserver runs as
 * @param command the webserver's command; empty for ours
 * @param firewall how the firewall is opened for the IP addresses meanwhile
 */
public record WebserverConfig(
        List<ListenAddress> listen,
        Optional<Path> challengeDirectory,
        RunAs runAs,
        List<String> command,
        FirewallMode firewall) {

    static final List<String> KEYS =
            List.of(
                    "listen",
                    "challenge-directory",
                    "user",
                    "group",
                    "command",
                    "firewall",
                    "iptables");

    /** Copies the lists. */
    public WebserverConfig {
        listen = List.copyOf(listen);
        command = List.copyOf(command);
    }

    static WebserverConfig of(IniFile file, Specifiers specifiers) throws ConfigException {
        SectionReader section = new SectionReader(file.section("webserver"), specifiers);
        section.allow(KEYS);
        IniEntry listen =
                section.filled("listen")
                        .orElse(
                                new IniEntry(
                                        file.file(),
                                        0,
                                        "webserver",
                                        "listen",
                                        Dialect.of(file.file()).listen(),
                                        Optional.empty()));
        return new WebserverConfig(
                ListenAddress.parseAll(listen),
                section.absolutePath("challenge-directory"),
                RunAs.of(section, Dialect.of(file.file()).webserverUser()),
                section.words("command"),
                FirewallMode.of(section));
    }
}
