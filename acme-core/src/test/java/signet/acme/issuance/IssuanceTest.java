package signet.acme.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import signet.acme.CertificateChain;
import signet.acme.Identifier;
import signet.acme.TestAccountKey;
import signet.acme.client.AccountKey;
import signet.acme.client.AcmeClient;
import signet.acme.client.AcmeException;
import signet.acme.client.Answer;
import signet.acme.client.FakeTime;
import signet.acme.client.FaultyServer;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

class IssuanceTest {

    private static final List<Identifier> NAMES = List.of(Identifier.dns("www.example.org"));
    private static final byte[] CSR = {1, 2, 3};

    private final FaultyServer server = new FaultyServer();
    private final TestAccountKey key = TestAccountKey.generate();
    private final AcmeClient client =
            AcmeClient.open(server.url("/dir"), key, server.options(new FakeTime()));
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final ChallengeResponder responder =
            new ChallengeResponder() {
                @Override
                public void announce(String token, String keyAuthorization) {
                    served.add("+" + token + " " + keyAuthorization);
                }

                @Override
                public void withdraw(String token) {
                    served.add("-" + token);
                }
            };

    IssuanceTest() throws Exception {}

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private CertificateChain issue(ChallengeResponder with) throws Exception {
        return new Issuance(client, with).issue(NAMES, CSR, ProgressListener.NONE);
    }

    private void assertAnnouncedAndWithdrawn() {
        assertThat(served).containsExactly("+token_-1 token_-1." + key.thumbprint(), "-token_-1");
    }

    @Test
    void announcesTheKeyAuthorizationAndWithdrawsItInTheEnd() throws Exception {
        List<Progress> steps = new ArrayList<>();
        CertificateChain chain = new Issuance(client, responder).issue(NAMES, CSR, steps::add);
        assertThat(chain.leaf()).isEqualTo(server.root());
        assertAnnouncedAndWithdrawn();
        assertThat(steps)
                .extracting(Progress::toString)
                .element(1)
                .isEqualTo("Authorization of www.example.org: pending");
        assertThat(steps).hasSize(5);
    }

    @Test
    void makesOneRequestForEachStep() throws Exception {
        issue(responder);
        assertThat(server.requests())
                .containsExactly(
                        "GET /dir",
                        "POST /new-account",
                        "POST /new-order",
                        "POST /authz",
                        "POST /challenge",
                        "POST /order",
                        "POST /finalize",
                        "POST /certificate");
    }

    @Test
    void withdrawsWhereTheCaRefusesTheAnswer() {
        server.script("/challenge", Answer.problem(403, "unauthorized", "no"));
        assertThatThrownBy(() -> issue(responder)).isInstanceOf(AcmeException.ServerProblem.class);
        assertAnnouncedAndWithdrawn();
    }

    @Test
    void withdrawsWhereTheAnnouncementItselfFails() {
        ChallengeResponder failing =
                new ChallengeResponder() {
                    @Override
                    public void announce(String token, String keyAuthorization) throws IOException {
                        throw new IOException("disk full");
                    }

                    @Override
                    public void withdraw(String token) {
                        served.add("-" + token);
                    }
                };
        assertThatThrownBy(() -> issue(failing))
                .isInstanceOf(AcmeException.NotAnnounced.class)
                .hasMessage("the challenge for www.example.org can't be answered: disk full");
        assertThat(served).containsExactly("-token_-1");
        assertThat(server.count("/challenge")).isZero();
    }

    @Test
    void endsBeforeAnyAnswerWhereAnAuthorizationHasFailedAlready() {
        server.script(
                "/authz",
                Answer.json(
                        200,
                        "{\"status\":\"expired\",\"identifier\":{\"type\":\"dns\","
                                + "\"value\":\"www.example.org\"},\"challenges\":[]}"));
        assertThatThrownBy(() -> issue(responder))
                .isInstanceOf(AcmeException.OrderFailed.class)
                .hasMessageContaining("www.example.org: the authorization is expired");
        assertThat(served).isEmpty();
        assertThat(server.count("/order")).isZero();
    }

    @Test
    void saysWhichChallengesThereAreWhereHttp01IsNotAmongThem() {
        server.script(
                "/authz",
                Answer.json(
                        200,
                        "{\"status\":\"pending\",\"identifier\":{\"type\":\"dns\","
                                + "\"value\":\"www.example.org\"},\"challenges\":[{\"type\":"
                                + "\"dns-01\",\"status\":\"pending\",\"token\":\"x\",\"url\":"
                                + "\"https://127.0.0.1/c\"}]}"));
        assertThatThrownBy(() -> issue(responder))
                .isInstanceOf(AcmeException.NotPossible.class)
                .hasMessageContaining("does not offer http-01, only: dns-01");
    }

    @Test
    void refusesWildcardsBeforeAnythingIsSent() {
        List<Identifier> wildcard = List.of(Identifier.dns("*.example.org"));
        assertThatThrownBy(
                        () ->
                                new Issuance(client, responder)
                                        .issue(wildcard, CSR, ProgressListener.NONE))
                .isInstanceOf(AcmeException.NotPossible.class)
                .hasMessageContaining("*.example.org");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aTokenThatTwoOrdersShareStaysUntilBothAreDone() throws Exception {
        SharedTokens tokens = new SharedTokens(responder);
        tokens.acquire("t", "t.x");
        tokens.acquire("t", "t.x");
        tokens.release("t");
        assertThat(served).containsExactly("+t t.x");
        tokens.release("t");
        assertThat(served).containsExactly("+t t.x", "-t");
        tokens.acquire("t", "t.x");
        assertThat(served).hasSize(3);
    }

    @Test
    void theReasonOfTheSignerReachesThePerson() throws Exception {
        AccountKey refusing =
                new AccountKey() {
                    @Override
                    public SignatureAlgorithm algorithm() {
                        return key.algorithm();
                    }

                    @Override
                    public String thumbprint() {
                        return key.thumbprint();
                    }

                    @Override
                    public Optional<Jwk> jwk() {
                        return key.jwk();
                    }

                    @Override
                    public Optional<String> keyId() {
                        return Optional.empty();
                    }

                    @Override
                    public byte[] sign(String signingInput) throws SignerException {
                        throw new SignerException.Refused("newAccount is not allowed here");
                    }
                };
        try (AcmeClient refused =
                AcmeClient.open(server.url("/dir"), refusing, server.options(new FakeTime()))) {
            Issuance issuance = new Issuance(refused, responder);
            assertThatThrownBy(() -> issuance.issue(NAMES, CSR, ProgressListener.NONE))
                    .isInstanceOfSatisfying(
                            AcmeException.SigningFailed.class,
                            e -> assertThat(e.reason()).isInstanceOf(SignerException.Refused.class))
                    .hasMessageContaining("newAccount is not allowed here");
        }
    }
}
