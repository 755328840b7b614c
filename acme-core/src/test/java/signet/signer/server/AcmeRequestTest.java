package signet.signer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

class AcmeRequestTest {

    private static final String KID_HEADER =
            "{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"https://ca/x\"}";
    private static final String JWK_HEADER =
            "{\"alg\":\"ES256\",\"jwk\":{},\"nonce\":\"n\",\"url\":\"https://ca/x\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "jwk | {\"contact\":[]} | NEW_ACCOUNT",
                "jwk | {\"onlyReturnExisting\":true} | NEW_ACCOUNT",
                "jwk | {\"certificate\":\"AA\"} | REVOKE_CERT",
                "kid | {\"certificate\":\"AA\",\"reason\":1} | REVOKE_CERT",
                "kid | {\"contact\":[\"mailto:a@example.org\"]} | UPDATE_ACCOUNT",
                "kid | {\"termsOfServiceAgreed\":true} | UPDATE_ACCOUNT",
                "kid | {\"status\":\"deactivated\"} | DEACTIVATE",
                "kid | {\"status\":\"deactivated\",\"contact\":[]} | DEACTIVATE",
                "kid | {\"status\":\"valid\"} | UNKNOWN",
                "kid | {\"identifiers\":[]} | NEW_ORDER",
                "kid | {\"identifier\":{}} | NEW_ORDER",
                "kid | {\"csr\":\"AA\"} | FINALIZE",
                "kid | {} | CHALLENGE",
                "kid | {\"protected\":\"a\",\"payload\":\"b\",\"signature\":\"c\"} | KEY_CHANGE",
                "kid | '' | POST_AS_GET",
                "kid | [] | UNKNOWN",
                "kid | {\"other\":1} | UNKNOWN",
            })
    void tellsTheOperationByThePayload(String key, String payload, AcmeOperation expected)
            throws Exception {
        String header = key.equals("jwk") ? JWK_HEADER : KID_HEADER;
        assertThat(check(header, payload).operation()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"alg\":\"ES256\"",
                "{\"alg\":\"none\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}",
                "{\"alg\":[\"ES256\"],\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}",
                "{\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k\",\"url\":\"u\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":null,\"url\":\"u\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":{},\"url\":\"u\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":\"n\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":[]}",
                "{\"alg\":\"ES256\",\"nonce\":\"n\",\"url\":\"u\"}",
                "{\"alg\":\"ES256\",\"kid\":5,\"nonce\":\"n\",\"url\":\"u\"}",
                "{\"alg\":\"ES256\",\"jwk\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}",
                "{\"alg\":\"ES256\",\"jwk\":{},\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"} {}",
                "\uFEFF{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}",
            })
    void refusesAHeaderThatIsNotOneOfAcme(String header) {
        assertThatExceptionOfType(AcmeRequest.InvalidRequestException.class)
                .isThrownBy(() -> check(header, "{}"))
                .withMessageStartingWith("invalid JWS Protected Header (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "_w", "gA"})
    void refusesAHeaderThatIsNoUtf8OrNoBase64(String header) {
        assertThatExceptionOfType(AcmeRequest.InvalidRequestException.class)
                .isThrownBy(
                        () ->
                                AcmeRequest.of(
                                        new SigningRequest(header, ""), SignatureAlgorithm.ES256));
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 60_000})
    void survivesDeepNesting(int depth) {
        assertThatExceptionOfType(AcmeRequest.InvalidRequestException.class)
                .isThrownBy(() -> check("{\"a\":".repeat(depth / 5), "{}"));
        assertThatExceptionOfType(AcmeRequest.InvalidRequestException.class)
                .isThrownBy(() -> check("[".repeat(depth), "{}"));
    }

    private static AcmeRequest check(String header, String payload)
            throws AcmeRequest.InvalidRequestException {
        return AcmeRequest.of(
                new SigningRequest(header.isEmpty() ? "ICA" : base64(header), base64(payload)),
                SignatureAlgorithm.ES256);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
