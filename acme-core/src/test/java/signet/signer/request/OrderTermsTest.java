package signet.signer.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTermsTest {

    private static final Requests REQUESTS = new Requests();

    private static OrderTerms terms(String members) throws InvalidRequestException {
        AcmeOperation operation =
                REQUESTS.ofAccount(
                                "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example\"}]"
                                        + members
                                        + "}")
                        .operation();
        return ((AcmeOperation.NewOrder) operation).terms();
    }

    @Test
    void areReadAsTheyAre() throws Exception {
        assertThat(terms("")).isEqualTo(OrderTerms.NONE);
        assertThat(
                        terms(
                                        ",\"replaces\":\"aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE\","
                                                + "\"notAfter\":\"2026-03-01T00:00:00.123+01:00\","
                                                + "\"notBefore\":\"2026-02-01T00:00:00Z\","
                                                + "\"profile\":\"ShortLived-2.x_y\"")
                                .texts())
                .containsExactly(
                        "profile:ShortLived-2.x_y",
                        "notBefore:2026-02-01T00:00:00Z",
                        "notAfter:2026-03-01T00:00:00.123+01:00",
                        "replaces:aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"profile\":\"\"",
                "\"profile\":\"-x\"",
                "\"profile\":\"a b\"",
                "\"profile\":\"a,b\"",
                "\"profile\":\"a\\u0000\"",
                "\"profile\":\"a\\n\"",
                "\"profile\":\"\u0430\"",
                "\"profile\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
                "\"notBefore\":\"\"",
                "\"notBefore\":\"2026-02-01\"",
                "\"notBefore\":\"2026-02-01T00:00Z\"",
                "\"notBefore\":\"2026-02-01T00:00:00\"",
                "\"notBefore\":\"2026-02-01t00:00:00z\"",
                "\"notBefore\":\"2026-02-01 00:00:00Z\"",
                "\"notAfter\":\"2026-02-31T00:00:00Z\"",
                "\"notAfter\":\"2026-02-01T25:00:00Z\"",
                "\"notAfter\":\"2026-02-01T00:00:00+25:00\"",
                "\"notAfter\":\"+2026-02-01T00:00:00Z\"",
                "\"notAfter\":\"2026-02-01T00:00:00.1234567890Z\"",
                "\"notAfter\":\"\u0662026-02-01T00:00:00Z\"",
                "\"notAfter\":\"2026-02-01T00:00:00Z\\n\"",
                "\"replaces\":\"\"",
                "\"replaces\":\"AA\"",
                "\"replaces\":\"AA.\"",
                "\"replaces\":\".AA\"",
                "\"replaces\":\"AA.AA.AA\"",
                "\"replaces\":\"AA==.AA\"",
                "\"replaces\":\"AB.AA\"",
                "\"replaces\":\"A.AA\"",
                "\"replaces\":\"AA.AA\\u001b[2J\"",
                "\"replaces\":\"AA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
                "\"replaces\":[]",
            })
    void ofNoKnownFormatAreRefused(String member) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> terms("," + member))
                .withMessageContaining("\"" + member.split("\"", 3)[1] + "\" is not");
    }

    @Test
    void ofAnyLengthAreRefused() {
        for (String member : OrderTerms.MEMBERS) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> terms(",\"" + member + "\":\"" + "A".repeat(50_000) + "\""))
                    .satisfies(e -> assertThat(e.reason()).hasSizeLessThan(200));
        }
    }
}
