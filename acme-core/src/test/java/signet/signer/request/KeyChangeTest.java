package signet.signer.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.jose.Jwk;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;

/** A key change holds a JWS of the new key, which must be what RFC 8555 section 7.3.5 says. */
class KeyChangeTest {

    private final Requests old = new Requests();
    private final Requests fresh = new Requests();

    @Test
    void tellsTheNewKey() throws Exception {
        AcmeRequest request = old.ofAccount(fresh.jws(header(), payload()));
        assertThat(request.kind()).isEqualTo(OperationKind.KEY_CHANGE);
        assertThat(((AcmeOperation.KeyChange) request.operation()).newKey()).isEqualTo(fresh.jwk());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://ca.example/new | https://ca.example/other",
                "\"url\" | \"nonce\":\"n\",\"url\"",
                "ES256 | ES384",
                "ES256 | none",
                "\"kty\":\"EC\" | \"kty\":\"oct\"",
            })
    void refusesAnotherHeader(String part, String replacement) throws Exception {
        refused(fresh.jws(header().replace(part, replacement), payload()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/acct/1 | /acct/2", "\"account\" | \"more\":1,\"account\"", "oldKey | old"})
    void refusesAnotherPayload(String part, String replacement) throws Exception {
        refused(fresh.jws(header(), payload().replace(part, replacement)));
    }

    @Test
    void refusesAnotherOldKey() throws Exception {
        refused(fresh.jws(header(), payload().replace(old.jwk().json(), fresh.jwk().json())));
    }

    @Test
    void refusesWhatTheNewKeyHasNotSigned() throws Exception {
        refused(old.jws(header(), payload()));
        refused(fresh.jws(header(), payload()).replace("\"signature\":\"", "\"signature\":\"AAAA"));
        refused(fresh.jws(header(), payload()).replace("\"signature\"", "\"signatures\""));
        refused("{\"protected\":\"\",\"payload\":\"\",\"signature\":\"\"}");
    }

    /** To verify with one takes as long as to sign, and is done before any rule is asked. */
    @Test
    void refusesALongExponent() throws Exception {
        BigInteger modulus = BigInteger.TWO.pow(3072).subtract(BigInteger.ONE);
        RSAPublicKeySpec spec =
                new RSAPublicKeySpec(modulus, BigInteger.TWO.pow(64).add(BigInteger.ONE));
        PublicKey slow = KeyFactory.getInstance("RSA").generatePublic(spec);
        String header =
                header().replace(fresh.jwk().json(), Jwk.of(slow).json()).replace("ES256", "RS256");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> old.ofAccount(fresh.jws(header, payload())))
                .withMessageContaining("the new key has an exponent of more than 64 bits");
    }

    private void refused(String jws) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> old.ofAccount(jws))
                .withMessageStartingWith("unknown JWS Payload (");
    }

    private String header() {
        return "{\"alg\":\"ES256\",\"jwk\":"
                + fresh.jwk().json()
                + ",\"url\":\"https://ca.example/new\"}";
    }

    private String payload() {
        return "{\"account\":\"" + Requests.ACCOUNT + "\",\"oldKey\":" + old.jwk().json() + "}";
    }
}
