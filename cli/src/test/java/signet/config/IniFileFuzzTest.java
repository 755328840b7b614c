package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Files in lacme's syntax: each entry is one that the file shows, in the line that it names. */
final class IniFileFuzzTest {

    private static final Path FILE = Path.of("/etc/signet/signet.conf");

    @FuzzTest
    void file(byte[] input) throws ConfigException {
        String text = new String(input, StandardCharsets.UTF_8);
        String[] lines = text.split("\r{1,2}\n|\r|\n", -1);
        IniFile file;
        try {
            file = IniFile.parse(FILE, text);
        } catch (ConfigException e) {
            assertThat(e.getMessage()).matches("/etc/signet/signet\\.conf:[1-9][0-9]*: .+");
            assertPrintable(e.getMessage());
            return;
        }
        assertThat(file.sections()).containsKey("");
        // With this line in front of it, a byte order mark stays where it is.
        StringBuilder written = new StringBuilder("#\n");
        for (IniSection section : file.sections().values()) {
            if (!section.name().isEmpty()) {
                assertThat(lines[section.line() - 1]).contains("[", section.name(), "]");
                written.append('[').append(section.name()).append("]\n");
            }
            for (IniEntry entry : section.entries().values()) {
                assertThat(lines[entry.line() - 1]).contains(entry.key(), "=", entry.value());
                assertThat(entry.section()).isEqualTo(section.name());
                written.append(entry.key()).append("=").append(entry.value()).append('\n');
            }
        }
        assertSame(IniFile.parse(FILE, written.toString()), file);
    }

    private static void assertSame(IniFile found, IniFile wanted) {
        assertThat(found.sections().keySet()).isEqualTo(wanted.sections().keySet());
        for (IniSection section : wanted.sections().values()) {
            assertThat(found.section(section.name()).entries().keySet())
                    .isEqualTo(section.entries().keySet());
            for (IniEntry entry : section.entries().values()) {
                IniEntry again = found.section(section.name()).entries().get(entry.key());
                assertThat(again).extracting(IniEntry::value).isEqualTo(entry.value());
            }
        }
    }

    private static void assertPrintable(String text) {
        assertThat(text.chars().noneMatch(Character::isISOControl)).as(text).isTrue();
    }
}
