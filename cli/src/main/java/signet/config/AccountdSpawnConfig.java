package signet.config;

import java.util.List;
import java.util.Optional;

/**
 * Section {@code [accountd]} of {@code signet.conf}: the master starts a signer of its own, and
 * speaks to its standard input and output.
 *
 * @param runAs whom it runs as
 * @param command its command, words whose specifiers are still to be expanded as that user; empty
 *     for ours
 * @param config its configuration file, which it expands itself
 * @param privkey the account key's reference, which it expands itself
 * @param quiet whether it is told to be quiet
 */
public record AccountdSpawnConfig(
        RunAs runAs,
        List<String> command,
        Optional<String> config,
        Optional<String> privkey,
        boolean quiet) {

    private static final List<String> KEYS =
            List.of("user", "group", "command", "config", "privkey", "quiet");

    /** Copies the list. */
    public AccountdSpawnConfig {
        command = List.copyOf(command);
    }

    /** Reads the section; empty where it is not there, which is not the same as without keys. */
    static Optional<AccountdSpawnConfig> of(IniFile file, Specifiers specifiers)
            throws ConfigException {
        IniSection ini = file.sections().get("accountd");
        if (ini == null) {
            return Optional.empty();
        }
        SectionReader section = new SectionReader(ini, specifiers);
        section.allow(KEYS);
        return Optional.of(
                new AccountdSpawnConfig(
                        RunAs.of(section, ""),
                        section.words("command"),
                        section.text("config"),
                        section.text("privkey"),
                        section.yesNo("quiet", true)));
    }
}
