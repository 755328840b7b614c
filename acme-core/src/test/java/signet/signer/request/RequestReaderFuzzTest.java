package signet.signer.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.acme.Identifier;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a signer takes for an ACME request: only what RFC 8555 section 6.2 calls one. */
final class RequestReaderFuzzTest {

    private static final Jwk KEY =
            jwk(
                    """
                    {"crv":"P-256","kty":"EC","x":"P5JZ5shdEnFxUJ095ogqMq4SbMm_XaZ7zBRAS7b1Kb0",
                    "y":"Me5hAYrDWS7AbkEk2WTMR5KLbNvkHorrKpPZUcBhDJQ"}\
                    """);
    private static final RequestReader READER =
            new RequestReader(SignatureAlgorithm.ES256, KEY, Optional.empty());

    /** The first line is the protected header, the rest the payload, both not encoded. */
    @FuzzTest
    void request(byte[] input) throws JsonException, InvalidRequestException {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        String payload = end < 0 ? "" : text.substring(end + 1);
        if (header.isEmpty()) {
            return;
        }
        SigningRequest jws = new SigningRequest(encoded(header), encoded(payload));
        AcmeRequest request;
        try {
            request = READER.read(jws);
        } catch (InvalidRequestException e) {
            assertThat(e.reason().chars().noneMatch(Character::isISOControl))
                    .as(e.reason())
                    .isTrue();
            return;
        }
        assertThat(READER.read(jws)).isEqualTo(request);
        assertThat(request.jws()).isEqualTo(jws);
        JsonObject seen = JsonObject.parse(header.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(request.url()).hasToString(url(seen));
        assertThat(request.origin().host()).isEqualToIgnoringCase(request.url().getHost());
        if (request.kind() == OperationKind.EXTERNAL_ACCOUNT_BINDING) {
            assertThat(seen.names()).containsExactlyInAnyOrder("alg", "kid", "url");
            assertThat(seen.string("alg")).hasValue("HS256");
            assertThat(Jwk.parse(payload)).isEqualTo(KEY);
        } else {
            checkHeader(request, seen);
            checkPayload(request, payload);
        }
    }

    private static void checkHeader(AcmeRequest request, JsonObject header) throws JsonException {
        boolean byKey = request.keyId().isEmpty();
        assertThat(header.names())
                .containsExactlyInAnyOrder("alg", "nonce", "url", byKey ? "jwk" : "kid");
        assertThat(header.string("alg")).hasValue("ES256");
        if (byKey) {
            String jwk = header.object("jwk").orElseThrow().toString();
            assertThat(Jwk.parse(jwk)).isEqualTo(KEY);
            assertThat(request.kind())
                    .isIn(
                            OperationKind.NEW_ACCOUNT,
                            OperationKind.ACCOUNT_LOOKUP,
                            OperationKind.REVOCATION);
        } else {
            assertThat(header.requiredString("kid")).startsWithIgnoringCase("https://");
            assertThat(request.kind())
                    .isNotIn(OperationKind.NEW_ACCOUNT, OperationKind.ACCOUNT_LOOKUP);
        }
    }

    private static void checkPayload(AcmeRequest request, String payload) throws JsonException {
        assertThat(request.kind() == OperationKind.POST_AS_GET).isEqualTo(payload.isEmpty());
        if (payload.isEmpty()) {
            return;
        }
        JsonObject object = JsonObject.parse(payload.getBytes(StandardCharsets.ISO_8859_1));
        List<String> members = object.names();
        switch (request.operation()) {
            case AcmeOperation.NewOrder order -> {
                assertThat(order.identifiers()).isNotEmpty();
                List<String> seen = new ArrayList<>();
                for (JsonObject identifier : object.objects("identifiers")) {
                    String value = identifier.requiredString("value");
                    boolean dns = identifier.requiredString("type").equals("dns");
                    seen.add(dns ? value.toLowerCase(Locale.ROOT) : "ip:" + value);
                }
                assertThat(order.identifiers())
                        .extracting(Identifier::toString)
                        .containsExactlyElementsOf(seen);
                assertThat(members).contains("identifiers").doesNotContain("csr", "status");
            }
            case AcmeOperation.NewAuthorization _ ->
                    assertThat(members).containsExactly("identifier");
            case AcmeOperation.Finalize _ -> assertThat(members).containsExactly("csr");
            case AcmeOperation.Deactivation _ -> assertThat(members).containsExactly("status");
            case AcmeOperation.Challenge _ -> assertThat(members).isEmpty();
            case AcmeOperation.AccountLookup _ ->
                    assertThat(members).containsExactly("onlyReturnExisting");
            case AcmeOperation.Revocation _ -> {
                assertThat(members).contains("certificate");
                assertThat(object.number("reason").orElse(0)).isBetween(0L, 10L).isNotEqualTo(7);
            }
            case AcmeOperation.KeyChange _ ->
                    assertThat(members).contains("protected", "payload", "signature");
            default -> assertThat(members).doesNotContain("csr", "identifiers", "certificate");
        }
    }

    private static String url(JsonObject header) throws JsonException {
        return header.requiredString("url");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Jwk jwk(String text) {
        try {
            return Jwk.parse(text);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
