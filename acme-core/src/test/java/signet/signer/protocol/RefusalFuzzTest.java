package signet.signer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;

/** Refusals as the client gets them: none is lost, and each can be passed on as it came. */
final class RefusalFuzzTest {

    @FuzzTest
    void answer(byte[] input) {
        String line = new String(input, StandardCharsets.ISO_8859_1);
        if (!Refusal.is(line)) {
            assertThat(line).doesNotStartWith("1 NO ");
            return;
        }
        Refusal refusal = Refusal.parse(line);
        assertThat(refusal.triesLeft().orElse(0)).isBetween(0, 255);
        assertThat(refusal.toException()).hasMessage(refusal.detail());

        String encoded = refusal.encode();
        assertThat(encoded).matches("1 NO \\{[ -~]*\\}\r\n");
        assertThat(encoded.length() - 2).isLessThanOrEqualTo(Protocol.MAX_ANSWER_LINE);
        Refusal again = Refusal.parse(encoded.substring(0, encoded.length() - 2));
        assertThat(again.kind()).isEqualTo(refusal.kind());
        assertThat(again.triesLeft()).isEqualTo(refusal.triesLeft());
        // Of a long reason the beginning must arrive.
        assertThat(refusal.detail()).startsWith(again.detail());
        assertThat(again.detail())
                .hasSizeGreaterThan(Math.min(refusal.detail().length(), 1999) - 1);
        assertThat(Refusal.of(again.toException()).kind()).isEqualTo(again.kind());
    }
}
