package signet.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void escapesWhatCouldForgeALineOrSteerATerminal() {
        assertThat(Printable.of("a\r\n[0] SIGNED\u001b[2J\u0085\u2028\u202e\u007f\t"))
                .isEqualTo(
                        "a\\u000d\\u000a[0] SIGNED\\u001b[2J\\u0085\\u2028\\u202e\\u007f\\u0009");
    }

    @Test
    void keepsOrdinaryTextOfAnyLanguage() {
        assertThat(Printable.of("M\u00fcnchen \u6771\u4eac \"x\" \\n"))
                .isEqualTo("M\u00fcnchen \u6771\u4eac \"x\" \\n");
    }

    @Test
    void showsBytesThatAreNotUtf8() {
        assertThat(Printable.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
    }
}
