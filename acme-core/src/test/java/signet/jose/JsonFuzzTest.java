package signet.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON from anybody: what we accept, the library accepts too, and sees the same in it. */
final class JsonFuzzTest {

    @FuzzTest
    void object(byte[] input) throws JsonException, ParseException {
        JsonObject object;
        try {
            object = JsonObject.parse(input);
        } catch (JsonException e) {
            assertThat(e).message().matches("[ -~]+");
            return;
        }
        String text = new String(input, StandardCharsets.UTF_8);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(input);

        Map<String, @Nullable Object> mine = new JsonParser(text).parseObject();
        assertThat(plain(mine)).isEqualTo(plain(JSONObjectUtils.parse(text)));

        String written = object.toString();
        assertThat(written).doesNotContain("\n", "\r");
        JsonObject again = JsonObject.parse(written);
        assertThat(again.names()).isEqualTo(object.names());
        assertThat(again).hasToString(written);
        assertThat(plain(new JsonParser(written).parseObject())).isEqualTo(plain(mine));
    }

    /** Both sides' numbers, made comparable: a whole number is what it is, whoever holds it. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                map.forEach((name, member) -> result.put(String.valueOf(name), plain(member)));
                yield result;
            }
            case List<?> list -> {
                List<@Nullable Object> result = new ArrayList<>();
                for (Object element : list) {
                    result.add(plain(element));
                }
                yield result;
            }
            case Number number ->
                    number instanceof Double
                                    && number.doubleValue() != Math.rint(number.doubleValue())
                            ? number
                            : number.doubleValue() + 0.0;
            case null, default -> value;
        };
    }
}
