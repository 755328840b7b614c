package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import signet.acme.Identifier;
import signet.acme.TestAccountKey;
import signet.jose.JsonObject;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

class RetriesTest {

    private static final List<Identifier> NAMES = List.of(Identifier.dns("www.example.org"));

    private final FakeTime time = new FakeTime();
    private final FaultyServer server = new FaultyServer();
    private final TestAccountKey key = TestAccountKey.generate();
    private final AcmeClient client =
            AcmeClient.open(server.url("/dir"), key, server.options(time));

    RetriesTest() throws Exception {}

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Answer newOrder() {
        return FaultyServerDefaults.order(server, 201, "pending")
                .with("Location", server.url("/order").toString());
    }

    @Test
    void aBadNonceIsReplacedByTheOneThatCameWithTheError() throws Exception {
        Answer bad = Answer.problem(400, "badNonce", "stale");
        server.script(
                "/new-order",
                Stream.concat(Stream.generate(() -> bad).limit(9), Stream.of(newOrder()))
                        .toArray(Answer[]::new));
        client.orders().create(NAMES);
        assertThat(server.count("/new-order")).isEqualTo(10);
        // The first nonce came with the directory.
        assertThat(server.count("/new-nonce")).isZero();
        assertThat(time.pauses()).isEmpty();
        Set<String> nonces = new HashSet<>();
        for (JsonObject header : server.protectedHeaders()) {
            assertThat(nonces.add(header.requiredString("nonce"))).isTrue();
        }
    }

    @Test
    void aServerThatRejectsEveryNonceIsGivenUp() {
        server.script("/new-order", Answer.problem(400, "badNonce", "never good"));
        assertThatThrownBy(() -> client.orders().create(NAMES))
                .isInstanceOf(AcmeException.ServerProblem.class)
                .hasMessageContaining("never good");
        assertThat(server.count("/new-order")).isEqualTo(24);
    }

    @Test
    void aServerWithoutNoncesBreaksTheProtocol() {
        for (String path : List.of("/dir", "/new-nonce")) {
            server.script(path, FaultyServerDefaults.directory(server).with("Replay-Nonce", "?!"));
        }
        assertThatThrownBy(() -> client.orders().create(NAMES))
                .isInstanceOf(AcmeException.ProtocolViolation.class)
                .hasMessageContaining("Replay-Nonce");
        assertThat(key.signatures()).isZero();
    }

    @Test
    void aRateLimitThatFitsIntoTheTimeIsWaitedOut() throws Exception {
        server.script(
                "/new-order",
                Answer.problem(429, "rateLimited", "slow down").with("Retry-After", "7"),
                newOrder());
        client.orders().create(NAMES);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aRateLimitThatDoesNotFitFailsAtOnceAndTellsTheTime() {
        server.script(
                "/new-order",
                Answer.problem(429, "rateLimited", "too many orders")
                        .with("Retry-After", "Tue, 24 Nov 2026 09:30:00 GMT"));
        assertThatThrownBy(() -> client.orders().create(NAMES))
                .isInstanceOf(AcmeException.ServerProblem.class)
                .hasMessageContaining("rateLimited: too many orders")
                .hasMessageContaining("try again after 2026-11-24T09:30:00Z");
        assertThat(time.pauses()).isEmpty();
        assertThat(server.count("/new-order")).isEqualTo(1);
    }

    @Test
    void anUnavailableServerIsAskedAgainWithGrowingWaits() throws Exception {
        Answer unavailable = new Answer(503, Map.of(), "busy");
        server.script("/new-order", unavailable, unavailable, newOrder());
        client.orders().create(NAMES);
        assertThat(time.pauses()).hasSize(2).isSorted();
    }

    @Test
    void aRetryAfterOfZeroIsNoInvitationToHurry() {
        server.script("/new-order", new Answer(503, Map.of("Retry-After", "0"), "busy"));
        assertThatThrownBy(() -> client.orders().create(NAMES))
                .isInstanceOf(AcmeException.ServerProblem.class)
                .hasMessageContaining("503");
        assertThat(time.pauses())
                .hasSize(3)
                .allMatch(pause -> pause.compareTo(Duration.ofMillis(150)) > 0);
    }

    @Test
    void aLostAnswerIsAskedForAgain() throws Exception {
        server.script(
                "/authz",
                Answer.drop(),
                FaultyServerDefaults.authorization(server, "pending", "pending", ""));
        assertThat(client.orders().authorization(server.url("/authz")).challenges()).hasSize(1);
        server.script("/new-order", Answer.drop(), newOrder());
        client.orders().create(NAMES);
        assertThat(time.pauses()).hasSize(2);
    }

    @Test
    void aDeactivationIsNotRepeatedBlindly() throws Exception {
        server.script("/account", Answer.drop());
        assertThatThrownBy(() -> client.accounts().deactivate())
                .isInstanceOf(AcmeException.ConnectionFailed.class);
        assertThat(server.count("/account")).isEqualTo(1);
    }

    @Test
    void aLostRevocationIsRepeatedAndMayHaveSucceeded() throws Exception {
        server.script("/revoke", Answer.drop(), Answer.problem(400, "alreadyRevoked", "twice"));
        client.revoke(server.root(), Optional.empty());
        assertThat(server.count("/revoke")).isEqualTo(2);
    }

    @Test
    void theAccountIsLookedUpOnceForAllOrders() throws Exception {
        client.orders().create(NAMES);
        client.orders().create(NAMES);
        assertThat(server.count("/new-account")).isEqualTo(1);
        assertThat(key.signatures()).isEqualTo(3);
        assertThat(server.protectedHeaders().get(1).requiredString("kid"))
                .isEqualTo(server.url("/account").toString());
    }
}
