package signet.acme.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.acme.CertificateChain;
import signet.acme.Identifier;
import signet.acme.TestAccountKey;
import signet.acme.TestCsr;
import signet.acme.client.AcmeClient;
import signet.acme.client.AcmeException;
import signet.acme.client.ClientOptions;
import signet.acme.client.RevocationReason;
import signet.testing.PebbleOptions;
import signet.testing.PebbleServer;
import signet.trust.RootCertificates;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Whole issuances against a real Pebble. */
class PebbleIssuanceIT {

    @TempDir Path folder = Path.of("");

    private final Queue<String> exchanges = new ConcurrentLinkedQueue<>();

    private ClientOptions options(PebbleServer pebble) throws Exception {
        try (InputStream in = Files.newInputStream(pebble.caFile())) {
            X509Certificate ca =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            return ClientOptions.defaults()
                    .withTrustedRoots(RootCertificates.of(List.of(ca)))
                    .withObserver(
                            (method, url, status, _) ->
                                    exchanges.add(method + " " + url.getPath() + " " + status));
        }
    }

    private static PebbleOptions pebbleOptions() {
        return PebbleOptions.defaults().withBadNoncePercent(0).withAuthorizationReusePercent(0);
    }

    private static List<Identifier> names(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Identifier.dns(prefix + i + ".example.org"))
                .toList();
    }

    private static CertificateChain issue(Issuance issuance, List<Identifier> names)
            throws Exception {
        KeyPair key = TestAccountKey.generatePair();
        CertificateChain chain =
                issuance.issue(names, TestCsr.of(key, names), ProgressListener.NONE);
        assertThat(chain.leaf().getPublicKey()).isEqualTo(key.getPublic());
        return chain;
    }

    private static List<String> alternativeNames(CertificateChain chain) throws Exception {
        return chain.leaf().getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }

    @Test
    void issuesForOneNameAndForTwentyAndForAnAddress() throws Exception {
        try (var pebble = PebbleServer.start(folder, pebbleOptions());
                var web = new TestWebServer(pebble.httpPort());
                var client =
                        AcmeClient.open(
                                pebble.directory(), TestAccountKey.generate(), options(pebble))) {
            client.accounts().register(List.of(), true);
            Issuance issuance = new Issuance(client, web);

            CertificateChain one = issue(issuance, names("one", 1));
            assertThat(alternativeNames(one)).containsExactly("one0.example.org");
            one.leaf().verify(one.certificates().get(1).getPublicKey());
            assertThat(exchanges).filteredOn(text -> text.startsWith("HEAD")).hasSize(1);

            CertificateChain twenty = issue(issuance, names("twenty", 20));
            assertThat(alternativeNames(twenty)).hasSize(20);

            CertificateChain address = issue(issuance, List.of(Identifier.ip("127.0.0.1")));
            assertThat(alternativeNames(address)).containsExactly("127.0.0.1");

            assertThat(web.served()).isEmpty();
            // As many nonces are about as requests are under way together, and no more.
            assertThat(exchanges).filteredOn(text -> text.startsWith("HEAD")).hasSizeBetween(1, 8);
            assertThat(exchanges).filteredOn(text -> text.startsWith("GET")).hasSize(1);
        }
    }

    @Test
    void doesNotAnswerChallengesOfAuthorizationsThatAreValidAlready() throws Exception {
        PebbleOptions reusing = pebbleOptions().withAuthorizationReusePercent(100);
        try (var pebble = PebbleServer.start(folder, reusing);
                var web = new TestWebServer(pebble.httpPort());
                var client =
                        AcmeClient.open(
                                pebble.directory(), TestAccountKey.generate(), options(pebble))) {
            client.accounts().register(List.of(), true);
            Issuance issuance = new Issuance(client, web);
            issue(issuance, names("reused", 3));
            exchanges.clear();

            issue(issuance, names("reused", 3));

            assertThat(exchanges).noneMatch(text -> text.contains("chalZ"));
        }
    }

    @Test
    void thirtyOfThirtySucceedWithFifteenPercentOfNoncesRejected() throws Exception {
        assertThat(succeeding(15, 30)).isEqualTo(30);
        assertThat(exchanges).anyMatch(text -> text.endsWith(" 400"));
    }

    @Test
    void tenOfTenSucceedWithHalfOfTheNoncesRejected() throws Exception {
        assertThat(succeeding(50, 10)).isEqualTo(10);
    }

    @Test
    void hundredNamesOfOneOrderSucceedWithFifteenPercentOfNoncesRejected() throws Exception {
        assertThat(succeeding(15, 1, 100)).isEqualTo(1);
        assertThat(exchanges).anyMatch(text -> text.endsWith(" 400"));
    }

    private int succeeding(int badNoncePercent, int count) throws Exception {
        return succeeding(badNoncePercent, count, 1);
    }

    /** Issues several certificates at once, over one client. */
    private int succeeding(int badNoncePercent, int count, int namesOfEach) throws Exception {
        PebbleOptions rejecting = pebbleOptions().withBadNoncePercent(badNoncePercent);
        try (var pebble = PebbleServer.start(folder, rejecting);
                var web = new TestWebServer(pebble.httpPort());
                var client =
                        AcmeClient.open(
                                pebble.directory(), TestAccountKey.generate(), options(pebble))) {
            client.accounts().register(List.of(), true);
            Issuance issuance = new Issuance(client, web);
            List<Callable<CertificateChain>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                List<Identifier> names = names("n" + i + "-", namesOfEach);
                tasks.add(() -> issue(issuance, names));
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<CertificateChain> outcome : threads.invokeAll(tasks)) {
                    outcome.get();
                }
            }
            assertThat(web.served()).isEmpty();
            return tasks.size();
        }
    }

    @Test
    void showsTheReasonOfTheCaWhereValidationFails() throws Exception {
        try (var pebble = PebbleServer.start(folder, pebbleOptions());
                var web = new TestWebServer(pebble.httpPort());
                var client =
                        AcmeClient.open(
                                pebble.directory(), TestAccountKey.generate(), options(pebble))) {
            client.accounts().register(List.of(), true);
            Issuance deaf =
                    new Issuance(
                            client,
                            new ChallengeResponder() {
                                @Override
                                public void announce(String token, String keyAuthorization) {}

                                @Override
                                public void withdraw(String token) {
                                    web.withdraw(token);
                                }
                            });
            assertThatThrownBy(() -> issue(deaf, names("failing", 1)))
                    .isInstanceOfSatisfying(
                            AcmeException.OrderFailed.class,
                            e -> {
                                assertThat(e.failures().getFirst().identifier())
                                        .contains(Identifier.dns("failing0.example.org"));
                                assertThat(e).hasMessageContaining("unauthorized");
                                assertThat(e).hasMessageContaining("404");
                            });
        }
    }

    @Test
    void revokesAsTheAccountAndAsTheHolderOfTheCertificateKey() throws Exception {
        try (var pebble = PebbleServer.start(folder, pebbleOptions());
                var web = new TestWebServer(pebble.httpPort());
                var client =
                        AcmeClient.open(
                                pebble.directory(), TestAccountKey.generate(), options(pebble))) {
            client.accounts().register(List.of(), true);
            Issuance issuance = new Issuance(client, web);
            X509Certificate first = issue(issuance, names("revoked", 1)).leaf();
            client.revoke(first, Optional.of(RevocationReason.SUPERSEDED));
            assertThat(status(pebble, first)).contains("Revoked").contains("\"Reason\": 4");
            assertThatThrownBy(() -> client.revoke(first, Optional.empty()))
                    .isInstanceOfSatisfying(
                            AcmeException.ServerProblem.class,
                            e -> assertThat(e.problem().is("alreadyRevoked")).isTrue());

            KeyPair pair = TestAccountKey.generatePair();
            List<Identifier> names = names("own", 1);
            X509Certificate second =
                    issuance.issue(names, TestCsr.of(pair, names), ProgressListener.NONE).leaf();
            try (var holder =
                    AcmeClient.open(pebble.directory(), TestAccountKey.of(pair), options(pebble))) {
                holder.revoke(second, Optional.empty());
            }
            assertThat(status(pebble, second)).contains("Revoked");
        }
    }

    private static String status(PebbleServer pebble, X509Certificate certificate)
            throws Exception {
        return pebble.manage(
                "/cert-status-by-serial/" + certificate.getSerialNumber().toString(16));
    }

    @Test
    void givesUpInTimeOnAnOrderThatStaysPending() throws Exception {
        try (var pebble = PebbleServer.start(folder, pebbleOptions());
                var client =
                        AcmeClient.open(
                                pebble.directory(),
                                TestAccountKey.generate(),
                                options(pebble).withTimeout(Duration.ofSeconds(1)))) {
            client.accounts().register(List.of(), true);
            var order = client.orders().create(names("pending", 1));
            assertThatThrownBy(() -> client.orders().awaitValidation(order))
                    .isInstanceOf(AcmeException.TimedOut.class)
                    .hasMessageContaining("still pending");
        }
    }
}
