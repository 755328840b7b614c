package signet.master.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import signet.control.ClientTask;
import signet.master.challenge.ChallengeServing;
import signet.master.process.Privileges;
import signet.master.process.Spawner;
import signet.master.process.UserDatabase;
import signet.master.worker.Worker;
import signet.master.worker.WorkerSpec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** With shell scripts for clients, which keep the master waiting or talk too much. */
@Timeout(60)
class ClientSessionTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Patience PATIENCE = new Patience(SHORT, Duration.ofSeconds(30));
    private static final Patience LONG =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30));

    private static final String READY = "printf '{\"type\":\"ready\"}\\r\\n'; ";
    private static final String ALIVE = "printf '{\"type\":\"alive\"}\\r\\n'; ";
    private static final String DONE = "printf '{\"type\":\"done\"}\\r\\n'";

    /** Until the master has answered and hung up. */
    private static final String LINGER = "; exec cat <&1 >/dev/null";

    private static final String SILENT = "the client has said nothing for 400 ms; it was ended";

    private final Results results = new Results();

    /** The children of one that is forgotten end with its thread. */
    private final Spawner spawner = new Spawner();

    @Test
    void aClientThatNeverSaysReadyIsEnded() throws IOException {
        assertThat(run("exec sleep 600", PATIENCE, "")).isFalse();
        assertThat(results.told).containsExactly("failed a " + SILENT);
    }

    @Test
    void aClientThatFallsSilentIsEnded() throws IOException {
        assertThat(run(READY + "cat <&1 >/dev/null", PATIENCE, "")).isFalse();
        assertThat(results.told).containsExactly("failed a " + SILENT);
    }

    @Test
    void aClientThatDoesNotReadIsEnded() throws IOException {
        // More than a socket takes without a reader.
        String large = "A".repeat(2_000_000);
        assertThat(run(READY + "exec sleep 600", PATIENCE, large)).isFalse();
        assertThat(results.told).containsExactly("failed a " + SILENT);
    }

    @Test
    void aClientThatDoesNotReadAnswersIsEnded() throws IOException {
        assertThat(run(READY + "while :; do " + announce("t") + "done", PATIENCE, "")).isFalse();
        assertThat(results.told).containsExactly("failed a " + SILENT);
    }

    @Test
    void aClientThatTalksWithoutEverBringingAResultIsEnded() throws IOException {
        Patience patience = new Patience(Duration.ofSeconds(30), SHORT);
        String script = READY + "while :; do " + ALIVE + "sleep 0.02; done";
        assertThat(run(script, patience, "")).isFalse();
        assertThat(results.told)
                .containsExactly(
                        "failed a none of the client's tasks has ended for 400 ms, though it still"
                                + " runs; it was ended");
    }

    @Test
    void aClientThatIsDoneAndDoesNotSaySoIsEnded() throws IOException {
        String script = READY + failed("why") + "while :; do " + ALIVE + "sleep 0.02; done";
        assertThat(run(script, PATIENCE, "")).isFalse();
        assertThat(results.told).containsExactly("failed a why", "broken " + SILENT);
    }

    @Test
    void aClientThatSaysThatItWaitsMayTakeLongerThanTheSilence() throws IOException {
        Patience patience = new Patience(Duration.ofMillis(1500), Duration.ofSeconds(30));
        String waits = "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.3; " + ALIVE + "done; ";
        assertThat(run(READY + waits + failed("why") + DONE, patience, "")).isTrue();
        assertThat(results.told).containsExactly("failed a why");
    }

    /** A client that could not withdraw a token is no reason to end the run for all. */
    @Test
    void tokensOfOrdersThatHaveEndedBreakNothing() throws IOException {
        String script = announce("t1") + failed("why") + announce("t2");
        assertThat(
                        run(
                                READY + script + failed("b", "why") + DONE + LINGER,
                                LONG,
                                order("a", ""),
                                order("b", "")))
                .isTrue();
        assertThat(results.told).containsExactly("failed a why", "failed b why");
    }

    @Test
    void noMoreTokensAreAnnouncedThanTheRunHasNames() throws IOException {
        String script = READY + announce("t1") + announce("t2") + failed("why") + DONE + LINGER;
        assertThat(run(script, LONG, "")).isFalse();
        assertThat(results.told)
                .containsExactly(
                        "failed a the client broke the protocol: more tokens are announced than"
                                + " names are ordered");
    }

    @Test
    void aFloodOfMessagesThatSayNothingEndsTheClient() throws IOException {
        String alive = "{\"type\":\"alive\"}\\r";
        String flood = "yes '" + alive + "' | sed 's/.r$/\\r/' | head -200000; ";
        assertThat(run(READY + flood + failed("why") + DONE, LONG, "")).isFalse();
        assertThat(results.told)
                .containsExactly(
                        "failed a the client broke the protocol: more than 10000 messages in 10 s");
    }

    @Test
    void aLongErrorIsCut() throws IOException {
        String zeros = "$(head -c 4000000 /dev/zero | tr '\\0' x)";
        assertThat(run(READY + failed(zeros) + DONE, LONG, "")).isTrue();
        assertThat(results.told).singleElement().asString().hasSizeLessThan(17_000).endsWith("...");
    }

    @Test
    void aFloodOfStepsIsCut() throws IOException {
        String step = "{\"type\":\"progress\",\"id\":\"a\",\"message\":\"step\"}\\r";
        String script = READY + "yes '" + step + "' | sed 's/.r$/\\r/' | head -5000; ";
        assertThat(run(script + failed("why") + DONE, LONG, "")).isTrue();
        assertThat(results.told)
                .hasSizeLessThan(3_000)
                .contains("progress a more than 1000 lines, some are not shown");
    }

    private static String announce(String token) {
        return "printf '{\"type\":\"announce\",\"token\":\"" + token + "\"}\\r\\n'; ";
    }

    private static String failed(String error) {
        return failed("a", error);
    }

    private static String failed(String id, String error) {
        return "printf '{\"type\":\"failed\",\"id\":\""
                + id
                + "\",\"error\":\"%s\"}\\r\\n' \""
                + error
                + "\"; ";
    }

    private static ClientTask order(String id, String csr) {
        return new ClientTask.Order(id, List.of("dns:" + id), csr);
    }

    private boolean run(String script, Patience patience, String csr) throws IOException {
        return run(script, patience, order("a", csr));
    }

    private boolean run(String script, Patience patience, ClientTask... tasks) throws IOException {
        Privileges own =
                Privileges.of(
                        new UserDatabase(), "here", Optional.empty(), Optional.empty(), false);
        Worker client =
                Worker.start(
                        spawner,
                        new WorkerSpec(
                                "client",
                                List.of("/bin/sh", "-c", script),
                                own,
                                Optional.empty(),
                                Map.of(),
                                Path.of("/")),
                        _ -> {});
        ClientTask.Start start =
                new ClientTask.Start(
                        "https://ca.example/",
                        Duration.ofSeconds(1),
                        "",
                        List.of(),
                        List.of(),
                        false,
                        false);
        return new ClientSession(client, new AllTokens(), _ -> {}, results, List.of(tasks))
                .run(start, patience);
    }

    private static final class Results implements TaskResults {
        private final List<String> told = new ArrayList<>();

        @Override
        public void failed(String id, String error) {
            told.add("failed " + id + " " + error);
        }

        @Override
        public void broken(String error) {
            told.add("broken " + error);
        }

        @Override
        public void progress(String id, String message) {
            told.add("progress " + id + " " + message);
        }
    }

    /** Takes every token, and shows it nowhere. */
    private static final class AllTokens implements ChallengeServing {
        @Override
        public void announce(String token) {}

        @Override
        public void withdraw(String token) {}

        @Override
        public Path clientDirectory() {
            return Path.of("/");
        }

        @Override
        public boolean writtenByClient() {
            return false;
        }

        @Override
        public CompletableFuture<String> failure() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }
}
