package signet.accountd.audit.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.Checkpoint;
import signet.accountd.audit.chain.LineInput;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.RawLine;
import signet.jose.JsonException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** An audit log that somebody has edited, shown on a terminal. */
final class LineTextFuzzTest {

    @FuzzTest
    void log(byte[] input) throws IOException {
        long bytes = 0;
        try (LineInput lines = new LineInput(new ByteArrayInputStream(input))) {
            for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                assertThat(line.get().offset()).isEqualTo(bytes);
                bytes += line.get().bytes().length;
                show(line.get().bytes());
            }
        }
        assertThat(bytes).isLessThanOrEqualTo(input.length);
    }

    private static void show(byte[] bytes) {
        try {
            ChainLine line = ChainLine.parse(bytes);
            assertThat(LineText.of(line))
                    .matches("[^\\p{Cntrl}]+")
                    .startsWith(line.time().toString());
            if (line.type() == LineType.CHECKPOINT) {
                assertThat(Checkpoint.of(line).attestation().position().seq())
                        .isLessThan(line.seq());
            }
        } catch (JsonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
