package signet.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @Test
    void escapesWhatCouldForgeALineOrSteerATerminal() {
        assertThat(Printable.of("a\r\n[0] SIGNED\u001b[2J\u0085\u2028\u202e\u007f\t"))
                .isEqualTo(
                        "a\\u000d\\u000a[0] SIGNED\\u001b[2J\\u0085\\u2028\\u202e\\u007f\\u0009");
    }

    @Test
    void keepsPrintableAsciiAlone() {
        assertThat(Printable.of("M\u00fcnchen \u6771 \"x\" \\n ~"))
                .isEqualTo("M\\u00fcnchen \\u6771 \"x\" \\n ~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u05d0", "\u00a0", "\u0430", "\u3000", "\ud83d\ude00", "\ud800"})
    void escapesWhatReordersTextOrLooksLikeSomethingElse(String text) {
        assertThat(Printable.of(text)).matches("(\\\\u[0-9a-f]{4}){1,2}");
    }

    @Test
    void showsBytesThatAreNotUtf8() {
        assertThat(Printable.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\\ufffdb");
    }

    @Test
    void countsWhatIsShownAndSplitsNoEscape() {
        assertThat(Printable.of("\t".repeat(1000), 14)).isEqualTo("\\u0009\\u0009...");
        assertThat(Printable.of("ab\t", 8)).isEqualTo("ab\\u0009");
        assertThat(Printable.of("ab\t", 7)).isEqualTo("ab...");
        assertThat(Printable.of("abc", 2)).isEqualTo("ab...");
        assertThat(Printable.of("", 0)).isEmpty();
    }
}
