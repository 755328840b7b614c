package signet.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a policy file says. Whatever no rule of it allows is refused.
 *
 * @param file the file
 * @param cas the CAs by name, in order
 * @param rules the rules in order
 */
public record PolicyConfig(Path file, Map<String, PolicyCa> cas, List<PolicyRule> rules) {

    private static final Pattern HEADER =
            Pattern.compile("(ca|allow)\\s+([A-Za-z0-9][A-Za-z0-9._-]{0,63})");

    /** Copies both. */
    public PolicyConfig {
        cas = Collections.unmodifiableMap(new LinkedHashMap<>(cas));
        rules = List.copyOf(rules);
    }

    /**
     * Reads a policy file.
     *
     * @throws ConfigException where the file or a value in it is wrong, or others could have
     *     written it
     * @throws IOException where reading the file fails
     */
    public static PolicyConfig load(Path file, Specifiers specifiers)
            throws ConfigException, IOException {
        return of(IniFile.read(file, TrustedFiles.of(specifiers)), specifiers);
    }

    static PolicyConfig of(IniFile ini, Specifiers specifiers) throws ConfigException {
        refuseAmbiguous(ini);
        Map<String, PolicyCa> cas = new LinkedHashMap<>();
        for (IniSection section : ini.sections().values()) {
            if (!section.name().isEmpty() && kind(ini, section).equals("ca")) {
                String name = name(ini, section);
                cas.put(
                        name,
                        PolicyCa.of(
                                name, where(ini, section), new SectionReader(section, specifiers)));
            }
        }
        List<PolicyRule> rules = new ArrayList<>();
        for (IniSection section : ini.sections().values()) {
            if (!section.name().isEmpty() && kind(ini, section).equals("allow")) {
                rules.add(
                        PolicyRule.of(
                                name(ini, section),
                                new SectionReader(section, specifiers),
                                cas.keySet()));
            }
        }
        return new PolicyConfig(ini.file(), cas, rules);
    }

    private static String where(IniFile ini, IniSection section) {
        return ini.file() + ":" + section.line() + ": [" + section.name() + "]";
    }

    /** A condition that vanishes, or of which the last one counts, would be a weaker policy. */
    private static void refuseAmbiguous(IniFile ini) throws ConfigException {
        for (IniEntry entry : ini.repeated()) {
            throw entry.error("stands again further down; keep one of them");
        }
        for (IniSection section : ini.sections().values()) {
            for (IniEntry entry : section.entries().values()) {
                if (section.name().isEmpty()) {
                    throw entry.error(
                            "stands in no section; move it below [ca NAME] or [allow NAME]");
                }
                if (entry.value().isEmpty()) {
                    throw entry.error("has no value; give it one, or remove the line");
                }
            }
        }
    }

    private static String kind(IniFile ini, IniSection section) throws ConfigException {
        return header(ini, section).group(1);
    }

    private static String name(IniFile ini, IniSection section) throws ConfigException {
        return header(ini, section).group(2);
    }

    private static Matcher header(IniFile ini, IniSection section) throws ConfigException {
        Matcher header = HEADER.matcher(section.name());
        if (!header.matches()) {
            throw new ConfigException(
                    where(ini, section) + ": unknown section; write [ca NAME] or [allow NAME]");
        }
        return header;
    }
}
