package signet.signer.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.SignerException;
import signet.signer.request.OperationKind;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
class SignerServerTest {

    private static final String REFUSALS = "1 REFUSALS\r\n";
    private static final String REQUEST = RawClient.request("{}") + "\r\n";
    private static final String SIGNATURE = "[A-Za-z0-9_-]{86}";

    @TempDir private Path folder;

    @Test
    void signsForAnOldClientAndTellsTheLog() throws Exception {
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            assertThat(client.greeting()).startsWith("1 OK {\"alg\":\"ES256\"");
            assertThat(client.send(REQUEST).line().orElseThrow()).matches(SIGNATURE);
            assertThat(server.log().await("accepted"))
                    .isEqualTo("accepted " + System.getProperty("user.name"));
            assertThat(server.log().await("signed")).isEqualTo("signed challenge https://ca/x");
            client.finish();
            assertThat(client.line()).isEmpty();
            assertThat(server.log().await("terminated")).isEqualTo("terminated by the client");
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            client.greeting();
            client.send(REFUSALS + REQUEST + "bad\r\n" + REQUEST);
            assertThat(client.line().orElseThrow()).matches(SIGNATURE);
            assertThat(client.line().orElseThrow()).startsWith("1 NO ");
            assertThat(client.line().orElseThrow()).matches(SIGNATURE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "bad\r\n",
                "e30.e30\r\n",
                "e30.e30\n",
                "e30.e30\r",
                "e30",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0000\u00ff\u0016\u0003\u0001\n",
            })
    void closesOnAnOldClientWithoutAnAnswerAndServesOthers(String bytes) throws Exception {
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient bad = server.connect();
                RawClient good = server.connect()) {
            bad.greeting();
            bad.send(bytes).finish();
            assertThat(bad.line()).isEmpty();
            good.greeting();
            assertThat(good.send(REQUEST).line().orElseThrow()).matches(SIGNATURE);
        }
    }

    @Test
    void tellsReasonsToAClientThatAskedForThemAndGoesOn() throws Exception {
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            assertThat(client.greeting()).contains("\"refusals\":true");
            assertThat(client.send(REFUSALS + "e30.\r\n").line())
                    .hasValue(
                            "1 NO {\"type\":\"refused\",\"detail\":\"invalid JWS Protected Header"
                                    + " (no \\\"alg\\\")\"}");
            assertThat(client.send("x\r\n").line())
                    .hasValue(
                            "1 NO {\"type\":\"protocol-violation\",\"detail\":\"malformed JWS"
                                    + " Protected Header\"}");
            assertThat(client.send(REQUEST).line().orElseThrow()).matches(SIGNATURE);
        }
    }

    @Test
    void answersAMalformedLineAndCloses() throws Exception {
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REFUSALS + "e30.e30\n" + REQUEST).line().orElseThrow())
                    .contains("does not end in CRLF");
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void takesTheWishForReasonsAsTheFirstLineOnly() throws Exception {
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REFUSALS + REFUSALS).line().orElseThrow()).startsWith("1 NO ");
            assertThat(client.send(REQUEST).line().orElseThrow()).matches(SIGNATURE);
        }
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REQUEST + REFUSALS).line().orElseThrow()).matches(SIGNATURE);
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void signsAnOrderOfAHundredLongNames() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "n" + (100 + i) + ("." + "x".repeat(61)).repeat(4);
            names.add("{\"type\":\"dns\",\"value\":\"" + name + "\"}");
        }
        String request =
                RawClient.request("{\"identifiers\":[" + String.join(",", names) + "]}") + "\r\n";
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(request).line().orElseThrow()).matches(SIGNATURE);
            server.log().await("signed newOrder");
        }
    }

    @Test
    void endsTheConnectionOfATenMegabyteLine() throws Exception {
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            client.greeting();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    client.send(REFUSALS + "x".repeat(10_000_000));
                                } catch (IOException e) {
                                    // The server hangs up long before the end.
                                }
                            });
            assertThat(client.line().orElseThrow()).contains("longer than 131072 bytes");
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void serves300ClientsWhileOthersAreIdleSlowOrDoNotRead() throws Exception {
        try (RunningServer server = serve(ServerLimits.DEFAULT);
                RawClient idle = server.connect();
                RawClient slow = server.connect();
                RawClient deaf = server.connect()) {
            idle.greeting();
            slow.greeting();
            slow.send("e");
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    while (true) {
                                        deaf.send(REQUEST);
                                    }
                                } catch (IOException e) {
                                    // Closed at the end of the test.
                                }
                            });
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                clients.add(server.connect());
            }
            for (RawClient client : clients) {
                client.greeting();
                client.send(REQUEST);
            }
            for (RawClient client : clients) {
                assertThat(client.line().orElseThrow()).matches(SIGNATURE);
                client.close();
            }
        }
    }

    @Test
    void turnsAwayAClientTooManyAndTakesTheNextOneAfterALeave() throws Exception {
        try (RunningServer server = serve(new ServerLimits(1, Duration.ofMinutes(1), 1000))) {
            try (RawClient first = server.connect()) {
                first.greeting();
                try (RawClient second = server.connect()) {
                    assertThat(second.line())
                            .hasValue(
                                    "1 NO {\"type\":\"refused\",\"detail\":\"too many"
                                            + " connections: 1 are open\"}");
                    assertThat(second.line()).isEmpty();
                }
            }
            server.log().await("terminated by the client");
            try (RawClient third = server.connect()) {
                assertThat(third.greeting()).startsWith("1 OK");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "1 REFUSALS\r\n"})
    void closesAConnectionThatIsIdle(String bytes) throws Exception {
        try (RunningServer server = serve(new ServerLimits(9, Duration.ofMillis(200), 1000));
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(bytes).line()).isEmpty();
            assertThat(server.log().await("terminated")).contains("no request for");
        }
    }

    @Test
    void closesAConnectionThatTrickles() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (RunningServer server = serve(new ServerLimits(9, Duration.ofMillis(300), 100_000));
                RawClient client = server.connect()) {
            client.greeting();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    while (!over.get()) {
                                        client.send("e");
                                        Thread.sleep(20);
                                    }
                                } catch (IOException | InterruptedException e) {
                                    over.set(true);
                                }
                            });
            assertThat(server.log().await("terminated")).contains("no request for");
            over.set(true);
        }
    }

    @Test
    void closesAConnectionWhoseClientDoesNotRead() throws Exception {
        try (RunningServer server = serve(new ServerLimits(9, Duration.ofMillis(300), 100_000));
                RawClient client = server.connect()) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    while (true) {
                                        client.send(REQUEST);
                                    }
                                } catch (IOException e) {
                                    // Closed by the server.
                                }
                            });
            assertThat(server.log().await("terminated")).contains("no request for");
        }
    }

    @Test
    void doesNotCountTheSignersTimeAsIdle() throws Exception {
        CountDownLatch mayTouch = new CountDownLatch(1);
        ScriptedSigner slow =
                new ScriptedSigner(
                        () -> {
                            try {
                                mayTouch.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        ServerLimits limits = new ServerLimits(9, Duration.ofMillis(200), 1000);
        try (RunningServer server = new RunningServer(folder, slow, limits);
                RawClient client = server.connect();
                RawClient idle = server.connect()) {
            client.greeting();
            client.send(REQUEST);
            // When the idle one is gone, as much time has passed for the other.
            idle.greeting();
            assertThat(idle.line()).isEmpty();
            mayTouch.countDown();
            assertThat(client.line().orElseThrow()).matches(SIGNATURE);
        }
    }

    @Test
    void answersTheSignersFailureWithARefusalAndGoesOn() throws Exception {
        AtomicBoolean works = new AtomicBoolean();
        ScriptedSigner token =
                new ScriptedSigner(
                        () -> {
                            if (!works.getAndSet(true)) {
                                throw new SignerException.PinRejected(
                                        "wrong PIN", OptionalInt.of(2));
                            }
                        });
        try (RunningServer server = new RunningServer(folder, token, ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REFUSALS + REQUEST).line())
                    .hasValue(
                            "1 NO {\"type\":\"pin-rejected\",\"detail\":\"wrong PIN\","
                                    + "\"tries-left\":2}");
            assertThat(client.send(REQUEST).line().orElseThrow()).matches(SIGNATURE);
        }
    }

    @Test
    void survivesASignerThatThrowsWhatItMustNot() throws Exception {
        ScriptedSigner broken =
                new ScriptedSigner(
                        () -> {
                            throw new IllegalStateException("secret");
                        });
        try (RunningServer server = new RunningServer(folder, broken, ServerLimits.DEFAULT);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REFUSALS + REQUEST).line().orElseThrow())
                    .contains("key-unusable")
                    .doesNotContain("secret");
        }
    }

    @Test
    void asksThePolicyAndHidesTheKeyWhereThereIsOneAccountOnly() throws Exception {
        RequestPolicy policy =
                (_, request, _) ->
                        request.kind() == OperationKind.CHALLENGE
                                ? new Verdict.Refused("mondays", "not today")
                                : new Verdict.Allowed("all else");
        try (RunningServer server =
                        new RunningServer(
                                folder,
                                new KeyPairSigner(),
                                ServerLimits.DEFAULT,
                                new Safeguards(
                                        Optional.of("https://ca/acct/1"),
                                        MacSigner.NONE,
                                        policy,
                                        Ledger.NONE));
                RawClient client = server.connect()) {
            assertThat(client.line().orElseThrow()).contains("\"kid\":\"https://ca/acct/1\"");
            assertThat(client.line()).hasValue("{}");
            assertThat(client.send(REFUSALS + REQUEST).line().orElseThrow()).contains("not today");
            assertThat(client.send(RawClient.request("") + "\r\n").line().orElseThrow())
                    .matches(SIGNATURE);
        }
    }

    private RunningServer serve(ServerLimits limits) throws IOException {
        return new RunningServer(folder, new KeyPairSigner(), limits);
    }
}
