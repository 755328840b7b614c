package signet.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class JsonObjectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"a\"",
                "{",
                "}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":1,\"a\":2}",
                "{\"b\":{\"a\":1,\"a\":2}}",
                "{\"b\":[{\"a\":1,\"\\u0061\":2}]}",
                "\ufeff{}",
                "{\"a\":NaN}",
                "{\"a\":+1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":TRUE}",
                "{\"a\":nul}",
                "{\"a\":9223372036854775808}",
                "{\"a\":1e9999}",
                "{\"a\":1e99999999}",
                "{\"a\":\"x\ny\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u\u0661\u0661\u0661\u0661\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"open}",
                "{/**/\"a\":1}"
            })
    void refusesWhatIsNotOneStrictObject(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void boundsTheDepthOfNesting() throws JsonException {
        String deepest = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        assertThat(JsonObject.parse(deepest).names()).containsExactly("a");
        String deeper = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> JsonObject.parse(deeper))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("nesting");
    }

    @Test
    void boundsTheNumberOfValues() throws JsonException {
        String most = "{\"a\":[" + "0,".repeat((1 << 16) - 2) + "0]}";
        assertThat(JsonObject.parse(most).names()).containsExactly("a");
        String more = most.replaceFirst("0", "0,0");
        assertThatThrownBy(() -> JsonObject.parse(more))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("more than 65536 values");
    }

    @Test
    void readsEveryKindOfValue() throws JsonException {
        JsonObject json =
                JsonObject.parse(
                        " {\"s\":\"\\u00e9\\n"
                            + "\\ud83d\\ude00\",\"n\":-9223372036854775808,\"f\":1.5e1,\"t\":true,\"z\":null,\"o\":{\"x\":[]},\"l\":[\"a\",\"b\"]}\r\n");
        assertThat(json.requiredString("s")).isEqualTo("\u00e9\n\ud83d\ude00");
        assertThat(json.number("n")).hasValue(Long.MIN_VALUE);
        assertThat(json.bool("t")).isTrue();
        assertThat(json.has("z")).isFalse();
        assertThat(json.object("o").orElseThrow().strings("x")).isEmpty();
        assertThat(json.strings("l")).isEqualTo(List.of("a", "b"));
        assertThatThrownBy(() -> json.number("f")).hasMessageContaining("whole number");
    }

    @Test
    void writesWhatItReads() throws JsonException {
        String text = "{\"b\":1,\"a\":[true,null,\"\\\"\\\\\\n\"],\"c\":{\"d\":0.5}}";
        assertThat(JsonObject.parse(text)).hasToString(text);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> JsonObject.parse(latin1))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void saysWhereWithoutQuotingTheText() {
        assertThatThrownBy(() -> JsonObject.parse("{\"secret\":x}"))
                .hasMessageContaining("character 11")
                .hasMessageNotContaining("secret");
    }

    @Test
    void membersOfAnyTypeAreRead() throws JsonException {
        JsonObject object =
                JsonObject.parse("{\"a\":[1,\"x\",[true],{\"b\":null}],\"n\":null,\"l\":[null]}");

        assertThat(object.value("a").orElseThrow()).hasToString("[1, x, [true], {\"b\":null}]");
        assertThat(object.value("n")).isEmpty();
        assertThat(object.value("none")).isEmpty();
        assertThatThrownBy(() -> object.value("l")).isInstanceOf(JsonException.class);
        assertThat(JsonObject.builder().putNull("x").build()).hasToString("{\"x\":null}");
    }
}
