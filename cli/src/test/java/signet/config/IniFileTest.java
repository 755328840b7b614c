package signet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.files.Trust;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

class IniFileTest {

    private static final Path FILE = Path.of("/etc/x.conf");

    private static IniEntry only(String text) throws ConfigException {
        return IniFile.parse(FILE, text).sections().values().stream()
                .flatMap(section -> section.entries().values().stream())
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static IniEntry entry(IniFile file, String key) {
        return Objects.requireNonNull(file.section("s").entries().get(key));
    }

    private static void assertError(String text, String message) {
        assertThatThrownBy(() -> IniFile.parse(FILE, text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void keepsSectionKeyValueAndLine() throws ConfigException {
        IniEntry entry = only("# c\n\n  ; c\n [ a b ] \n  key  =  some = value \n");

        assertThat(entry.section()).isEqualTo("a b");
        assertThat(entry.key()).isEqualTo("key");
        assertThat(entry.value()).isEqualTo("some = value");
        assertThat(entry.where()).isEqualTo("/etc/x.conf:5: [a b] key");
    }

    @Test
    void keysBeforeAnyHeaderAreInTheDefaultSection() throws ConfigException {
        assertThat(only("key=").where()).isEqualTo("/etc/x.conf:1: key");
        assertThat(only("key=").value()).isEmpty();
    }

    @Test
    void acceptsEveryLineEndAndTheByteOrderMark() throws ConfigException {
        IniFile file = IniFile.parse(FILE, "\uFEFFa=1\r\nb=2\rc=3\n\r\r\n[s]\r\nd=4");

        assertThat(file.section("").entries().keySet()).containsExactly("a", "b", "c");
        assertThat(entry(file, "d").where()).isEqualTo("/etc/x.conf:6: [s] d");
    }

    @Test
    void repeatedHeaderContinuesItsSectionAndLaterKeyWins() throws ConfigException {
        IniFile file = IniFile.parse(FILE, "[s]\na=1\n[t]\n[s]\nb=2\na=3\n");

        assertThat(file.section("s").line()).isEqualTo(1);
        assertThat(entry(file, "a").value()).isEqualTo("3");
        assertThat(file.section("s").entries()).containsOnlyKeys("a", "b");
        assertThat(file.sections()).containsKey("t");
    }

    @Test
    void inlineCommentIsCutAsLacmeDoesButRemembered() throws ConfigException {
        IniEntry entry = only("notify = a ; b");

        assertThat(entry.value()).isEqualTo("a");
        assertThat(entry.comment()).contains("b");
        assertThat(only("notify = a; b").value()).isEqualTo("a; b");
        assertThat(only("notify = a ;b").value()).isEqualTo("a ;b");
        assertThat(only("notify = a # b").value()).isEqualTo("a # b");
        assertThat(IniFile.parse(FILE, "[s] ; why\na=1").section("s").entries()).hasSize(1);
    }

    @Test
    void lineThatIsNothingIsAnErrorWithItsNumber() {
        assertError(
                "a=1\nwhat?\n",
                "/etc/x.conf:2: syntax error: \"what?\" is neither \"key = value\" nor"
                        + " \"[section]\" nor a comment");
        assertError(
                "\t = b",
                "/etc/x.conf:1: syntax error: \"= b\" is neither \"key = value\" nor"
                        + " \"[section]\" nor a comment");
        assertError(
                "= b",
                "/etc/x.conf:1: syntax error: \"= b\" is neither \"key = value\" nor"
                        + " \"[section]\" nor a comment");
    }

    @Test
    void controlCharactersAreRefusedInValuesOnly() throws ConfigException {
        assertError("a = \u001b[31m", "/etc/x.conf:1: a control character in the line; remove it");
        assertThat(only("a = 1 ; \u001b[31m").value()).isEqualTo("1");
    }

    @Test
    void anotherEncodingIsRefusedInValuesOnly(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("latin1.conf");
        Files.write(file, "# M\u00fcller\na = 1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(IniFile.read(file, Trust.ours("run")).section("").entries()).hasSize(1);

        Files.write(file, "a = M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> IniFile.read(file, Trust.ours("run")))
                .hasMessage(file + ":1: not valid UTF-8; save the file as UTF-8");
    }

    @Test
    void missingFileDirectoryAndHugeFileAreErrors(@TempDir Path directory) throws Exception {
        assertThatThrownBy(() -> IniFile.read(directory.resolve("none"), Trust.ours("run")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        directory.resolve("none")
                                + ": no such file; create it, or name the right one");
        assertThatThrownBy(() -> IniFile.read(directory, Trust.ours("run")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(directory + ": is a directory; name a file");
        Path huge = Files.write(directory.resolve("huge"), new byte[IniFile.MAX_SIZE + 1]);
        assertThatThrownBy(() -> IniFile.read(huge, Trust.ours("run")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(huge + ": larger than 1048576 bytes; this is no configuration file");
    }

    @Test
    void messagesNeverCarryControlCharacters() {
        assertThat(new ConfigException("a\u001b[31m\nb\u202e"))
                .hasMessage("a\\u001b[31m\\u000ab\\u202e");
    }
}
