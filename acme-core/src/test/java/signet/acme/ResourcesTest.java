package signet.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.text.Printable;

import java.net.URI;
import java.time.Instant;

class ResourcesTest {

    private static final URI URL = URI.create("https://ca.example/it");
    private static final String ORDER =
            """
            {"status":"pending","expires":"2026-11-25T07:00:00+01:00",
             "identifiers":[{"type":"dns","value":"www.example.org"}],
             "authorizations":["https://ca.example/authz"],"finalize":"https://ca.example/fin"}
            """;

    private static Order order(String json) throws Exception {
        return Order.fromJson(URL, JsonObject.parse(json));
    }

    private static Challenge challenge(String token) throws Exception {
        return Challenge.fromJson(
                JsonObject.builder()
                        .put("type", "http-01")
                        .put("url", "https://ca.example/chall")
                        .put("status", "pending")
                        .put("token", token)
                        .build());
    }

    @Test
    void anOrderIsReadWithItsTimesInAnyZone() throws Exception {
        Order order = order(ORDER);
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(order.expires()).contains(Instant.parse("2026-11-25T06:00:00Z"));
        assertThat(order.identifiers()).containsExactly(Identifier.dns("www.example.org"));
        assertThat(order.certificate()).isEmpty();
    }

    @Test
    void aStatusOfTheFutureIsUnknownAndNoError() throws Exception {
        assertThat(order(ORDER.replace("pending", "unknown")).status())
                .isEqualTo(OrderStatus.UNKNOWN);
        assertThat(status("expired", AuthorizationStatus.UNKNOWN))
                .isEqualTo(AuthorizationStatus.EXPIRED);
        assertThat(status("VALID", ChallengeStatus.UNKNOWN)).isEqualTo(ChallengeStatus.UNKNOWN);
        assertThat(status("revoked", AccountStatus.UNKNOWN)).isEqualTo(AccountStatus.REVOKED);
    }

    private static <E extends Enum<E>> E status(String text, E unknown) throws Exception {
        JsonObject json = JsonObject.builder().put("status", text).build();
        return new ResourceReader("the resource", json).status(unknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ca.example/authz", "https://ca.example/fin"})
    void everyUrlOfAnOrderMustBeHttps(String url) {
        String tampered = ORDER.replace(url, "http://ca.example/x");
        assertThatThrownBy(() -> order(tampered))
                .isInstanceOfSatisfying(
                        UnsafeUrlException.class,
                        e -> assertThat(e.url()).isEqualTo("http://ca.example/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "finalize", "authorizations"})
    void anOrderWithoutItsPartsIsRefused(String member) {
        String without = ORDER.replace("\"" + member + "\"", "\"other\"");
        assertThatThrownBy(() -> order(without))
                .isInstanceOf(MalformedResourceException.class)
                .hasMessageContaining("the order: no \"" + member + "\"");
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> order(ORDER.replace("2026-11-25T", "soon ")))
                .isInstanceOf(MalformedResourceException.class)
                .hasMessageContaining("RFC 3339");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../etc/passwd", "a b", "a.b", "\u00e9", "x\u001b[2J"})
    void tokensOfOtherCharactersAreRefused(String token) {
        assertThatThrownBy(() -> challenge(token))
                .isInstanceOf(MalformedResourceException.class)
                .hasMessageContaining("\"token\"")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void tokensAreBounded() throws Exception {
        assertThat(challenge("x".repeat(128)).token()).isPresent();
        assertThatThrownBy(() -> challenge("x".repeat(129)))
                .isInstanceOf(MalformedResourceException.class);
    }

    @Test
    void aChallengeOfAnUnknownTypeNeedsNoToken() throws Exception {
        Challenge future =
                Challenge.fromJson(
                        JsonObject.parse(
                                "{\"type\":\"dns-persist-01\",\"url\":\"https://ca.example/c\","
                                        + "\"status\":\"pending\",\"token\":\"./.\"}"));
        assertThat(future.token()).isEmpty();
    }

    @Test
    void aProblemIsReadHoweverMalformedAndSafeToPrint() throws JsonException {
        Problem problem =
                Problem.fromJson(
                        JsonObject.parse(
                                """
                                {"type":"urn:ietf:params:acme:error:compound","title":7,
                                 "detail":"two\\nlines \\u001b[31m","subproblems":[
                                 {"type":"urn:ietf:params:acme:error:caa","detail":"no",
                                  "identifier":{"type":"dns","value":"a.example"}}]}
                                """));
        assertThat(problem.is("compound")).isTrue();
        assertThat(problem.describe())
                .isEqualTo("compound: two\\u000alines \\u001b[31m [dns:a.example: caa: no]");
        assertThat(Problem.fromJson(JsonObject.parse("{\"type\":[]}")).describe())
                .isEqualTo("no reason given");
    }

    @Test
    void printableTextIsBoundedAndHasNoDirectionMarks() {
        assertThat(Printable.of("a\u202eb\u2028c\u0085")).isEqualTo("a\\u202eb\\u2028c\\u0085");
        assertThat(Printable.of("x".repeat(5000), 1000)).hasSize(1000 + 3);
    }
}
