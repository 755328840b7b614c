package signet.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class JsonWriterTest {

    @Test
    void writesEveryTypeInTheOrderGiven() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("z", "text");
        members.put("a", Long.MIN_VALUE);
        members.put("double", 0.5);
        members.put("yes", true);
        members.put("nothing", null);
        members.put("list", Arrays.asList("x", 1L, null, List.of(), Map.of("in", "side")));
        members.put("empty", Map.of());

        assertThat(JsonWriter.write(members))
                .isEqualTo(
                        "{\"z\":\"text\",\"a\":-9223372036854775808,\"double\":0.5,\"yes\":true,"
                                + "\"nothing\":null,\"list\":[\"x\",1,null,[],{\"in\":\"side\"}],"
                                + "\"empty\":{}}");
    }

    @ParameterizedTest
    @CsvSource({
        "8, \\b",
        "9, \\t",
        "10, \\n",
        "12, \\f",
        "13, \\r",
        "34, \\\"",
        "92, \\\\",
        "0, \\u0000",
        "31, \\u001f",
        "127, \\u007f",
        "160, \\u00a0",
        "1488, \\u05d0",
        "8238, \\u202e",
        "8232, \\u2028",
        "8233, \\u2029"
    })
    void escapesWhatMustNotStandInAString(int character, String escaped) {
        char c = (char) character;

        assertThat(JsonWriter.write(Map.of("a" + c + c, "é/" + c + "😀")))
                .isEqualTo(
                        "{\"a"
                                + escaped
                                + escaped
                                + "\":\"\\u00e9/"
                                + escaped
                                + "\\ud83d\\ude00\"}");
    }

    @Test
    void everyCharacterIsReadAsItWasWritten() throws JsonException {
        for (int from = 0; from < Character.MIN_SURROGATE; from += 256) {
            StringBuilder text = new StringBuilder();
            for (int c = from; c < from + 256; c++) {
                text.append((char) c);
            }

            String written = JsonWriter.write(Map.of("text", text.toString()));

            assertThat(JsonObject.parse(written).string("text")).hasValue(text.toString());
            assertThat(written.chars()).allMatch(c -> c >= 0x20 && c <= 0x7e);
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> JsonWriter.write(Map.of("at", Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Instant");
    }
}
