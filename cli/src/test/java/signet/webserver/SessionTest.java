package signet.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import signet.testing.Eventually;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;

class SessionTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String GREETING =
            "1 OK {\"alg\":\"ES256\",\"jwk-thumbprint\":\"" + "t".repeat(43) + "\"}\r\n{}\r\n";

    private final PipedOutputStream master = new PipedOutputStream();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final List<String> thumbprints = new CopyOnWriteArrayList<>();

    private Session session(InputStream signer, Duration patience) throws IOException {
        var control = new ControlLoop(new PipedInputStream(master), answers, new AnnouncedTokens());
        return new Session(control, signer, patience, thumbprints::add);
    }

    private static InputStream saying(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void servesWithTheThumbprintOfTheGreetingUntilTheMasterIsGone() throws Exception {
        var session = session(saying(GREETING), LONG);
        var run =
                new FutureTask<>(
                        () -> {
                            session.run();
                            return 0;
                        });
        Thread.ofPlatform().start(run);
        Eventually.await(
                "ready",
                LONG,
                () -> answers.toString(StandardCharsets.US_ASCII).equals("ready\r\n"));
        assertThat(thumbprints).containsExactly("t".repeat(43));
        master.close();
        assertThat(run.get()).isZero();
    }

    @Test
    void endsWithTheMasterAlsoWhileTheSignerIsSilent() throws IOException {
        var session = session(new PipedInputStream(new PipedOutputStream()), LONG);
        master.close();
        session.run();
        assertThat(thumbprints).isEmpty();
    }

    @Test
    void givesUpOnASignerThatSaysNothing() throws IOException {
        var session = session(new PipedInputStream(new PipedOutputStream()), Duration.ofMillis(50));
        assertThatThrownBy(session::run).hasMessageContaining("no greeting within");
    }

    @Test
    void saysWhatIsWrongWithTheGreeting() throws IOException {
        var session = session(saying("hello\r\n"), LONG);
        assertThatThrownBy(session::run)
                .hasMessage(
                        "no thumbprint from the signer: the peer does not speak the signing"
                                + " protocol");
    }
}
