package signet.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class StampTest {

    @TempDir private Path folder;

    @Test
    void freshIsWhatWasMadeOfTheSame() throws IOException {
        Path input = Files.writeString(folder.resolve("input"), "one");
        Path program = Files.writeString(folder.resolve("program"), "made");
        Stamp stamp = Stamp.of("options", List.of(input));
        assertThat(stamp.isFresh(program)).as("nothing is known of it").isFalse();

        stamp.write(program);

        assertThat(Stamp.of("options", List.of(input)).isFresh(program)).isTrue();
        assertThat(Stamp.of("others", List.of(input)).isFresh(program)).isFalse();
        Files.writeString(input, "two");
        assertThat(Stamp.of("options", List.of(input)).isFresh(program)).isFalse();
        Files.writeString(input, "one");
        Files.delete(program);
        assertThat(stamp.isFresh(program)).isFalse();
    }
}
