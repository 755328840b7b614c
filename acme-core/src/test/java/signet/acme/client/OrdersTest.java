package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.acme.Challenge;
import signet.acme.Identifier;
import signet.acme.Order;
import signet.acme.OrderStatus;
import signet.acme.TestAccountKey;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class OrdersTest {

    private static final byte[] CSR = {1, 2, 3};

    private final FakeTime time = new FakeTime();
    private final FaultyServer server = new FaultyServer();
    private final AcmeClient client =
            AcmeClient.open(server.url("/dir"), TestAccountKey.generate(), server.options(time));
    private final Orders orders = client.orders();

    OrdersTest() throws Exception {}

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Answer order(String status) {
        return FaultyServerDefaults.order(server, 200, status);
    }

    private Order newOrder() throws Exception {
        return orders.create(List.of(Identifier.dns("www.example.org")));
    }

    private Order ready() throws Exception {
        return orders.awaitValidation(newOrder());
    }

    private Challenge challenge() throws Exception {
        return orders.authorization(server.url("/authz")).challenge("http-01").orElseThrow();
    }

    @Test
    void looksSoonAndThenEverMoreRarely() throws Exception {
        Answer pending = order("pending");
        server.script("/order", pending, pending, pending, pending, pending, order("ready"));
        ready();
        assertThat(time.pauses()).hasSize(6);
        assertThat(time.pauses().getFirst()).isLessThan(Duration.ofMillis(100));
        assertThat(time.pauses().getLast()).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void aRetryAfterOfZeroDoesNotMakeItLoop() {
        server.script("/order", order("pending").with("Retry-After", "0"));
        assertThatThrownBy(this::ready)
                .isInstanceOf(AcmeException.TimedOut.class)
                .hasMessageContaining("still pending")
                .hasMessageContaining("30.0 s (\"timeout\" of section [client])");
        assertThat(server.count("/order")).isLessThan(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "Tue, 24 Nov 2026 06:00:09 GMT"})
    void aRetryAfterIsObeyedInBothForms(String retryAfter) throws Exception {
        server.script("/order", order("pending").with("Retry-After", retryAfter), order("ready"));
        ready();
        assertThat(time.pauses().getLast()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
    }

    @Test
    void aRetryAfterBeyondTheTimeFailsAtOnce() {
        server.script("/order", order("pending").with("Retry-After", "31"));
        assertThatThrownBy(this::ready)
                .isInstanceOf(AcmeException.TimedOut.class)
                .hasMessageContaining("no less than 31 s");
        assertThat(time.pauses()).hasSize(1);
    }

    @Test
    void withoutALimitItWaitsForLongerThanTheDefault() throws Exception {
        server.script("/order", order("pending").with("Retry-After", "600"), order("ready"));
        try (AcmeClient patient =
                AcmeClient.open(
                        server.url("/dir"),
                        TestAccountKey.generate(),
                        server.options(time).withTimeout(Duration.ZERO))) {
            patient.orders().awaitValidation(newOrder());
        }
        assertThat(time.pauses()).contains(Duration.ofMinutes(10));
    }

    @Test
    void anInvalidOrderIsExplainedByItsAuthorizations() {
        server.script("/order", order("invalid"));
        server.script(
                "/authz",
                FaultyServerDefaults.authorization(
                        server,
                        "invalid",
                        "invalid",
                        ",\"error\":{\"type\":\"urn:ietf:params:acme:error:dns\","
                                + "\"detail\":\"NXDOMAIN \\u001b[2J\"}"));
        assertThatThrownBy(this::ready)
                .isInstanceOf(AcmeException.OrderFailed.class)
                .hasMessageContaining("www.example.org: dns: NXDOMAIN \\u001b[2J");
    }

    @Test
    void processingIsWaitedForAfterFinalization() throws Exception {
        server.script("/finalize", order("processing").with("Retry-After", "2"));
        server.script("/order", order("ready"), order("processing"), order("valid"));
        Order valid = orders.complete(ready(), CSR);
        assertThat(valid.status()).isEqualTo(OrderStatus.VALID);
        assertThat(time.pauses()).contains(Duration.ofSeconds(2));
        assertThat(orders.certificate(valid).certificates()).containsExactly(server.root());
    }

    @Test
    void aLostFinalizationIsNotRepeatedWhereTheOrderHasMovedOn() throws Exception {
        server.script("/finalize", Answer.drop());
        server.script("/order", order("ready"), order("processing"), order("valid"));
        assertThat(orders.complete(ready(), CSR).status()).isEqualTo(OrderStatus.VALID);
        assertThat(server.count("/finalize")).isEqualTo(1);
    }

    @Test
    void aLostFinalizationIsRepeatedWhereTheOrderStillWaits() throws Exception {
        server.script("/finalize", new Answer(500, Map.of(), "oops"), order("valid"));
        assertThat(orders.complete(ready(), CSR).status()).isEqualTo(OrderStatus.VALID);
        assertThat(server.count("/finalize")).isEqualTo(2);
    }

    @Test
    void aCsrThatTheCaRefusesIsNotSentAgain() {
        server.script("/finalize", Answer.problem(403, "badCSR", "weak key"));
        assertThatThrownBy(() -> orders.complete(ready(), CSR))
                .isInstanceOf(AcmeException.ServerProblem.class)
                .hasMessageContaining("finalize: the ACME server refused")
                .hasMessageContaining("badCSR: weak key");
        assertThat(server.count("/finalize")).isEqualTo(1);
    }

    @Test
    void anOrderThatFailsAtFinalizationSaysWhy() {
        String failed = order("invalid").body().strip();
        server.script(
                "/finalize",
                Answer.json(
                        200,
                        failed.substring(0, failed.length() - 1)
                                + ",\"error\":{\"type\":\"urn:ietf:params:acme:error:caa\","
                                + "\"detail\":\"forbidden\"}}"));
        assertThatThrownBy(() -> orders.complete(ready(), CSR))
                .isInstanceOf(AcmeException.OrderFailed.class)
                .hasMessageContaining("caa: forbidden");
    }

    @Test
    void aLostChallengeAnswerIsRepeatedOnlyWhileTheChallengeIsPending() throws Exception {
        server.script(
                "/challenge",
                Answer.drop(),
                FaultyServerDefaults.challenge(server, "pending"),
                Answer.drop(),
                FaultyServerDefaults.challenge(server, "processing"));
        orders.answer(challenge());
        assertThat(server.count("/challenge")).isEqualTo(4);
    }

    @Test
    void aRefusedChallengeAnswerIsShownWhereTheChallengeStaysPending() {
        server.script(
                "/challenge",
                Answer.problem(400, "malformed", "no such thing"),
                FaultyServerDefaults.challenge(server, "pending"));
        assertThatThrownBy(() -> orders.answer(challenge()))
                .isInstanceOf(AcmeException.ServerProblem.class)
                .hasMessageContaining("no such thing");
    }

    @Test
    void aCertificateOfAnotherTypeOrContentIsRefused() {
        server.script("/certificate", Answer.json(200, "{}"));
        assertThatThrownBy(() -> orders.certificate(orders.complete(ready(), CSR)))
                .isInstanceOf(AcmeException.ProtocolViolation.class)
                .hasMessageContaining("pem-certificate-chain");
        server.script(
                "/certificate",
                Answer.json(200, "-----BEGIN PRIVATE KEY-----\n")
                        .with("Content-Type", "application/pem-certificate-chain"));
        assertThatThrownBy(() -> orders.certificate(orders.complete(ready(), CSR)))
                .isInstanceOf(AcmeException.ProtocolViolation.class);
    }

    @Test
    void anOrderWithoutOrWithAnUnsafeLocationIsRefused() {
        Answer order = FaultyServerDefaults.order(server, 201, "pending");
        server.script("/new-order", order);
        assertThatThrownBy(this::newOrder)
                .isInstanceOf(AcmeException.ProtocolViolation.class)
                .hasMessageContaining("no Location");
        server.script("/new-order", order.with("Location", "http://127.0.0.1/order"));
        assertThatThrownBy(this::newOrder)
                .isInstanceOf(AcmeException.UnsafeUrl.class)
                .hasMessageContaining("http://127.0.0.1/order");
    }

    @Test
    void garbageInTheMiddleIsAProtocolViolation() {
        server.script("/order", Answer.json(200, "\u0000\u0001garbage"));
        assertThatThrownBy(this::ready)
                .isInstanceOf(AcmeException.ProtocolViolation.class)
                .hasMessageContaining(server.url("/order").toString());
    }
}
