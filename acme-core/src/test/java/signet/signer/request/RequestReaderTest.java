package signet.signer.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.acme.Identifier;
import signet.jose.Base64Url;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class RequestReaderTest {

    private static final Requests REQUESTS = new Requests();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "jwk | {} | newAccount",
                "jwk | {\"contact\":[]} | newAccount",
                "jwk | {\"contact\":[],\"termsOfServiceAgreed\":true} | newAccount",
                "jwk | {\"onlyReturnExisting\":true} | account-lookup",
                "jwk | {\"onlyReturnExisting\":false} | newAccount",
                "jwk | {\"contact\":[],\"onlyReturnExisting\":true} | newAccount",
                "jwk | {\"onlyReturnExisting\":true,\"termsOfServiceAgreed\":true} | newAccount",
                "jwk | {\"externalAccountBinding\":{\"protected\":"
                        + "\"eyJhbGciOiJIUzI1NiIsImtpZCI6ImsiLCJ1cmwiOiJodHRwczovL2NhL25ldyJ9\","
                        + "\"payload\":\"e30\",\"signature\":\"AA\"},\"onlyReturnExisting\":true}"
                        + " | newAccount",
                "jwk | {\"certificate\":\"AA\"} | revokeCert",
                "kid | {\"certificate\":\"AA\",\"reason\":1} | revokeCert",
                "kid | {\"contact\":[\"mailto:a@example.org\"]} | account-update",
                "kid | {\"termsOfServiceAgreed\":true} | account-update",
                "kid | {\"status\":\"deactivated\"} | deactivation",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example\"}]} | newOrder",
                "kid | {\"identifier\":{\"type\":\"ip\",\"value\":\"192.0.2.1\"}} | newAuthz",
                "kid | {\"csr\":\"AA\"} | finalize",
                "kid | {} | challenge",
                "kid | '' | POST-as-GET",
            })
    void tellsTheOperationByThePayload(String key, String payload, String expected)
            throws Exception {
        assertThat(read(key, payload).kind()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "jwk | ''",
                "jwk | {\"status\":\"deactivated\"}",
                "jwk | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example\"}]}",
                "jwk | {\"contact\":[],\"status\":\"valid\"}",
                "jwk | {\"contact\":\"mailto:a@example.org\"}",
                "jwk | {\"contact\":[1]}",
                "jwk | {\"onlyReturnExisting\":\"true\"}",
                "jwk | {\"externalAccountBinding\":\"x\"}",
                "jwk | {\"externalAccountBinding\":{}}",
                "jwk | {\"externalAccountBinding\":{\"protected\":\"e30\",\"payload\":\"\","
                        + "\"signature\":\"\"}}",
                "kid | null",
                "kid | []",
                "kid | 1",
                "kid | {} {}",
                "kid | {\"a\":1,\"a\":1}",
                "kid | {\"other\":1}",
                "kid | {\"status\":\"valid\"}",
                "kid | {\"status\":\"Deactivated\"}",
                "kid | {\"status\":\"deactivated\",\"contact\":[]}",
                "kid | {\"status\":\"deactivated\",\"x\":null}",
                "kid | {\"csr\":\"\"}",
                "kid | {\"csr\":\"AB\"}",
                "kid | {\"csr\":\"AA==\"}",
                "kid | {\"csr\":\"AA\",\"identifiers\":[]}",
                "kid | {\"csr\":\"AA\",\"certificate\":\"AA\"}",
                "kid | {\"certificate\":\"AA\",\"reason\":\"1\"}",
                "kid | {\"certificate\":\"AA\",\"csr\":\"AA\"}",
                "kid | {\"certificate\":\"AA\",\"reason\":-1}",
                "kid | {\"certificate\":\"AA\",\"reason\":7}",
                "kid | {\"certificate\":\"AA\",\"reason\":11}",
                "kid | {\"certificate\":\"AA\",\"reason\":99}",
                "jwk | {\"certificate\":\"AA\",\"reason\":4611686018427387904}",
                "jwk | {\"certificate\":\"AA\",\"reason\":4294967297}",
                "kid | {\"identifiers\":[]}",
                "kid |"
                    + " {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example\"}],\"csr\":\"AA\"}",
                "kid |"
                    + " {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example\"}],\"profile\":1}",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example\"}],\"x\":1}",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example\",\"x\":1}]}",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example.\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a..example\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"\u0430.example\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"\u212a.example\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"a\\u0000.example\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"DNS\",\"value\":\"a.example\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"email\",\"value\":\"a@example\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"ip\",\"value\":\"192.0.2.01\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"ip\",\"value\":\"a.example\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"ip\",\"value\":\"::ffff:10.0.0.1\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"ip\",\"value\":\"::ffff:a00:1\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"ip\",\"value\":\"::10.0.0.1\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"ip\",\"value\":\"2001:DB8::1\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"ip\",\"value\":\"2001:db8:0::1\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"ip\",\"value\":\"2001:0db8::1\"}]}",
                "kid | {\"identifiers\":[{\"type\":\"dns\",\"value\":\"10.0.0.1\"}]}",
                "kid | {\"identifier\":{\"type\":\"ip\",\"value\":\"::ffff:10.0.0.1\"}}",
                "kid | {\"identifiers\":{\"type\":\"dns\",\"value\":\"a.example\"}}",
                "kid | {\"identifier\":{\"type\":\"dns\"}}",
                "kid | {\"contact\":[],\"onlyReturnExisting\":true}",
            })
    void refusesAPayloadOfNoKnownShape(String key, String payload) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(key, payload));
    }

    @Test
    void refusesANameThatStandsTwiceInAnOrder() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(
                        () ->
                                read(
                                        "kid",
                                        "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.b\"},"
                                                + "{\"type\":\"dns\",\"value\":\"A.B\"}]}"))
                .withMessageContaining("an identifier stands twice");
    }

    private static String binding(String keyId) {
        String header =
                "{\"alg\":\"HS256\",\"kid\":\"" + keyId + "\",\"url\":\"https://ca.example/new\"}";
        return "{\"protected\":\""
                + Base64Url.encode(header.getBytes(StandardCharsets.UTF_8))
                + "\",\"payload\":\"e30\",\"signature\":\"AA\"}";
    }

    @Test
    void readsWhatPoliciesWantToKnow() throws Exception {
        AcmeOperation.NewOrder order =
                (AcmeOperation.NewOrder)
                        read(
                                        "kid",
                                        "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"*.A.org\"},"
                                            + "{\"type\":\"ip\",\"value\":\"2001:db8::1\"}]}")
                                .operation();
        assertThat(order.identifiers())
                .containsExactly(Identifier.dns("*.a.org"), Identifier.ip("2001:db8::1"));

        AcmeOperation.Finalize finalize =
                (AcmeOperation.Finalize) read("kid", "{\"csr\":\"AQID\"}").operation();
        assertThat(finalize.csr().toArray()).containsExactly(1, 2, 3);

        assertThat(read("kid", "{\"certificate\":\"AQ\",\"reason\":4}").operation())
                .isEqualTo(
                        new AcmeOperation.Revocation(
                                new DerBytes(new byte[] {1}), OptionalLong.of(4), false));
        assertThat(read("jwk", "{\"contact\":[\"mailto:a@b.c\"]}").operation())
                .isEqualTo(
                        new AcmeOperation.NewAccount(
                                List.of("mailto:a@b.c"), false, Optional.empty()));
        assertThat(
                        read(
                                        "jwk",
                                        "{\"termsOfServiceAgreed\":true,"
                                                + "\"externalAccountBinding\":"
                                                + binding("Kid 1")
                                                + "}")
                                .operation())
                .isEqualTo(new AcmeOperation.NewAccount(List.of(), true, Optional.of("Kid 1")));
        assertThat(read("kid", "{\"termsOfServiceAgreed\":true}").operation())
                .isEqualTo(new AcmeOperation.AccountUpdate(Optional.empty(), true));
        assertThat(read("kid", "{\"contact\":[]}").operation())
                .isEqualTo(new AcmeOperation.AccountUpdate(Optional.of(List.of()), false));
        AcmeRequest request = read("kid", "");
        assertThat(request.keyId()).contains(URI.create(Requests.ACCOUNT));
        assertThat(request.origin()).isEqualTo(new CaOrigin("ca.example", 443));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{\"alg\":\"ES256\"",
                "{\"alg\":\"none\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"RS256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"alg\":[\"ES256\"],\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":null,\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":{},\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n=\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\\n"
                        + "\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":[]}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"http://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://a@ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https:/ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/#x\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca\\\\@x/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"a\",\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":5,\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"jwk\":\"k\",\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"jwk\":{},\"nonce\":\"n\",\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\","
                    + "\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\","
                    + "\"typ\":\"JWT\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\","
                    + "\"jwk\":null}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\","
                    + "\"url\":\"https://ca/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\",\"url\":\"https://ca/\"}"
                    + " {}",
                "\uFEFF{\"alg\":\"ES256\",\"kid\":\"https://ca/a\",\"nonce\":\"n\","
                        + "\"url\":\"https://ca/\"}",
            })
    void refusesAHeaderThatIsNotOneOfAcme(String header) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> REQUESTS.read(header, "{}"))
                .withMessageStartingWith("invalid JWS Protected Header (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "_w", "gA", "ICB"})
    void refusesAHeaderThatIsNoUtf8OrNoBase64(String header) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> REQUESTS.reader().read(new SigningRequest(header, "")));
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 60_000})
    void survivesDeepNesting(int depth) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> REQUESTS.read("{\"a\":".repeat(depth / 5), "{}"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> REQUESTS.ofAccount("[".repeat(depth)));
    }

    @Test
    void refusesAnotherKeyAndOneInAnotherForm() {
        String another = REQUESTS.jwkHeader().replace(REQUESTS.jwk().json(), another().json());
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> REQUESTS.read(another, "{}"))
                .withMessageContaining("not the key of this signer");
        String more = REQUESTS.jwkHeader().replace("\"kty\"", "\"use\":\"sig\",\"kty\"");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> REQUESTS.read(more, "{}"))
                .withMessageContaining("not the key of this signer");
    }

    @Test
    void worksForOneAccountOnlyWhereItIsToldSo() throws Exception {
        RequestReader reader =
                new RequestReader(
                        SignatureAlgorithm.ES256, REQUESTS.jwk(), Optional.of(Requests.ACCOUNT));
        assertThat(reader.read(Requests.text(REQUESTS.keyIdHeader(), "")).kind())
                .isEqualTo(OperationKind.POST_AS_GET);
        for (String header :
                List.of(
                        REQUESTS.jwkHeader(),
                        REQUESTS.keyIdHeader().replace("/acct/1", "/acct/2"),
                        REQUESTS.keyIdHeader().replace("/acct/1", "/acct/1/"))) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> reader.read(Requests.text(header, "{}")))
                    .withMessageContaining("works for the account");
        }
    }

    @Test
    void readsTheInnerJwsOfAnExternalAccountBinding() throws Exception {
        String header = "{\"alg\":\"HS256\",\"kid\":\"corp-1\",\"url\":\"https://ca.example/new\"}";
        assertThat(REQUESTS.read(header, REQUESTS.jwk().json()).operation())
                .isEqualTo(new AcmeOperation.ExternalAccountBinding("corp-1"));
        for (String payload : List.of("", "{}", another().json(), "{\"csr\":\"AA\"}")) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> REQUESTS.read(header, payload))
                    .withMessageStartingWith("invalid external account binding (");
        }
        for (String bad :
                List.of(
                        header.replace("\"kid\":\"corp-1\",", ""),
                        header.replace("\"url\"", "\"nonce\":\"n\",\"url\""),
                        header.replace("https", "http"))) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> REQUESTS.read(bad, REQUESTS.jwk().json()));
        }
    }

    private static signet.jose.Jwk another() {
        return new Requests().jwk();
    }

    private static AcmeRequest read(String key, String payload) throws InvalidRequestException {
        return REQUESTS.read(
                key.equals("jwk") ? REQUESTS.jwkHeader() : REQUESTS.keyIdHeader(), payload);
    }

    /** What a client can make the signer remember and show to persons, in every configuration. */
    @Test
    void refusesOrdersForMoreThan100Names() throws Exception {
        assertThat(read("kid", order(100)).operation())
                .isInstanceOfSatisfying(
                        AcmeOperation.NewOrder.class,
                        order -> assertThat(order.identifiers()).hasSize(100));
        for (int names : new int[] {101, 1900}) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> read("kid", order(names)))
                    .withMessageContaining("an order for more than 100 names and addresses");
        }
    }

    private static String order(int names) {
        return IntStream.range(0, names)
                .mapToObj(i -> "{\"type\":\"dns\",\"value\":\"n" + i + ".lab.example\"}")
                .collect(Collectors.joining(",", "{\"identifiers\":[", "]}"));
    }
}
