package signet.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code [accountd]} of {@code signet.conf}: the master starts a signer of its own, and
 * speaks to its standard input and output.
 *
 * @param runAs whom it runs as
 * @param commands its commands, of which the first that answers is used; of each the words, whose
 *     specifiers are still to be expanded as that user; none for ours
 * @param config its configuration file, which it expands itself
 * @param privkey the account key's reference, which it expands itself
 * @param quiet whether it is told to be quiet
 */
public record AccountdSpawnConfig(
        RunAs runAs,
        List<List<String>> commands,
        Optional<String> config,
        Optional<String> privkey,
        boolean quiet) {

    private static final String OR = "||";

    static final List<String> KEYS =
            List.of("user", "group", "command", "config", "privkey", "quiet");

    /** Copies the lists. */
    public AccountdSpawnConfig {
        commands = commands.stream().map(List::copyOf).toList();
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
                        commands(section),
                        section.text("config"),
                        section.text("privkey"),
                        section.yesNo("quiet", true)));
    }

    /** As in a shell, the next command is for where the one before it fails. */
    private static List<List<String>> commands(SectionReader section) throws ConfigException {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = section.words("command");
        List<String> command = new ArrayList<>();
        for (String word : words) {
            if (word.equals(OR)) {
                commands.add(command);
                command = new ArrayList<>();
            } else {
                command.add(word);
            }
        }
        commands.add(command);
        if (!words.isEmpty() && commands.contains(List.<String>of())) {
            throw section.entry("command")
                    .orElseThrow()
                    .error(
                            "there is no command on one side of \""
                                    + OR
                                    + "\"; write it, or remove "
                                    + OR);
        }
        return words.isEmpty() ? List.of() : commands;
    }
}
