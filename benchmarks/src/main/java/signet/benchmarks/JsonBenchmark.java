package signet.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import signet.jose.FlattenedJws;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.jose.Jwk;

import java.nio.charset.StandardCharsets;

/** JSON and JOSE. */
@State(Scope.Benchmark)
public class JsonBenchmark {

    private static final byte[] SIGNATURE = new byte[64];

    private final byte[] directory =
            """
            {
              "keyChange": "https://ca.example/rollover-account-key",
              "meta": {
                "externalAccountRequired": false,
                "termsOfService": "https://ca.example/terms/v7",
                "profiles": {"default": "The default profile", "short": "Valid for six days"}
              },
              "newAccount": "https://ca.example/sign-me-up",
              "newNonce": "https://ca.example/nonce-plz",
              "newOrder": "https://ca.example/order-plz",
              "revokeCert": "https://ca.example/revoke-cert"
            }
            """
                    .getBytes(StandardCharsets.UTF_8);
    private final byte[] hundredNames =
            Fixture.identifiers(Fixture.names(100)).getBytes(StandardCharsets.UTF_8);
    private final Jwk jwk = Jwk.of(new Fixture().accountKey().getPublic());
    private final JsonObject header =
            JsonObject.builder()
                    .put("alg", "ES256")
                    .put("kid", "https://ca.example/acct/1")
                    .put("nonce", "oFvnlFP1wIhRlYS2jTaXbA")
                    .put("url", "https://ca.example/order/1")
                    .build();

    /** What every run reads first. */
    @Benchmark
    public Object parseDirectory() throws JsonException {
        return JsonObject.parse(directory);
    }

    /** A hundred names. */
    @Benchmark
    public Object parseHundredNames() throws JsonException {
        return JsonObject.parse(hundredNames);
    }

    /** All of a request but its signature. */
    @Benchmark
    public Object writeRequest() {
        return FlattenedJws.Unsigned.of(header, "").with(SIGNATURE).toJson();
    }

    /** A public key with its thumbprint. */
    @Benchmark
    public Object parseKey() throws JsonException {
        return Jwk.parse(jwk.json());
    }
}
