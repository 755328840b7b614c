package signet.signer.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.SignerException;
import signet.signer.SignerException.ProtocolViolation;
import signet.signer.SignerException.Refused;
import signet.signer.SignerException.TokenUnavailable;
import signet.signer.protocol.Protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

@Timeout(60)
class SignerConnectionTest {

    private static final RemoteTimeouts SHORT =
            new RemoteTimeouts(Duration.ofMillis(200), Duration.ofMillis(200));
    private static final String REQUEST = "e30.e30";

    @TempDir private Path folder;

    @Test
    void isToldWhereNobodyListens() {
        assertThatExceptionOfType(TokenUnavailable.class)
                .isThrownBy(() -> SignerConnection.open(path(), RemoteTimeouts.DEFAULT))
                .withMessageContaining("is signet-accountd running?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n", "2 OK {}\r\n{}\r\n", "1 OK {}\n"})
    void refusesAPeerThatSpeaksSomethingElse(String bytes) throws IOException {
        try (FakeSigner _ = new FakeSigner(path(), bytes, 0, "", false)) {
            assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(this::connect);
        }
    }

    @Test
    void doesNotReadAnEndlessGreeting() throws IOException {
        try (FakeSigner _ = new FakeSigner(path(), "1 OK " + "x".repeat(100_000), 0, "", false)) {
            assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(this::connect);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 OK {}\r\n"})
    void doesNotWaitForAGreetingForEver(String bytes) throws IOException {
        try (FakeSigner _ = new FakeSigner(path(), bytes, 0, "", false)) {
            assertThatExceptionOfType(TokenUnavailable.class)
                    .isThrownBy(() -> SignerConnection.open(path(), SHORT))
                    .withMessageContaining("no greeting");
        }
    }

    @Test
    void callsAHangingSignerLateHoweverTheReadingEnds() throws IOException {
        try (FakeSigner _ = new FakeSigner(path(), "", 0, "", false);
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
            // The closing shows as the end of the stream, as it does in the client.
            assertThatExceptionOfType(TokenUnavailable.class)
                    .isThrownBy(
                            () ->
                                    SignerConnection.open(
                                            Channels.newInputStream(channel),
                                            Channels.newOutputStream(channel),
                                            channel::shutdownInput,
                                            SHORT))
                    .withMessageContaining("no greeting from the signer within");
        }
    }

    @Test
    void callsNoSignerLateThatIsGoneAtOnce() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("Broken pipe");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        assertThatExceptionOfType(TokenUnavailable.class)
                .isThrownBy(
                        () ->
                                SignerConnection.open(
                                        broken,
                                        OutputStream.nullOutputStream(),
                                        () -> {},
                                        RemoteTimeouts.DEFAULT))
                .withMessage(
                        "the connection to the signer broke before its greeting was read (Broken"
                                + " pipe)");
    }

    @Test
    void tellsWhyItWasTurnedAway() throws IOException {
        String line = "1 NO {\"type\":\"refused\",\"detail\":\"too many connections\"}\r\n";
        try (FakeSigner _ = new FakeSigner(path(), line, 0, "", true)) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(this::connect)
                    .withMessage("too many connections");
        }
    }

    @Test
    void takesAnOldSignersHangUpForARefusal() throws Exception {
        try (FakeSigner _ = new FakeSigner(path(), FakeSigner.greeting(false), 1, "", true);
                SignerConnection connection = connect()) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> connection.sign(REQUEST))
                    .withMessageContaining("closed the connection instead of signing; see its log");
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void takesANewSignersHangUpForItsEnd() throws Exception {
        try (FakeSigner _ = new FakeSigner(path(), FakeSigner.greeting(true), 2, "", true);
                SignerConnection connection = connect()) {
            assertThatExceptionOfType(TokenUnavailable.class)
                    .isThrownBy(() -> connection.sign(REQUEST));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "AAAA\r\n",
                "1 NO {}\r\n",
                "not base64!\r\n",
                "AAAA\n",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\r\n",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\r\n",
            })
    void refusesAnAnswerThatCanBeNoSignature(String answer) throws Exception {
        try (FakeSigner _ = new FakeSigner(path(), FakeSigner.greeting(false), 1, answer, false);
                SignerConnection connection = connect()) {
            assertThatExceptionOfType(ProtocolViolation.class)
                    .isThrownBy(() -> connection.sign(REQUEST));
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void takesAnAnswerOfTheRightLength() throws Exception {
        String answer = "A".repeat(86) + "\r\n";
        try (FakeSigner _ = new FakeSigner(path(), FakeSigner.greeting(true), 2, answer, false);
                SignerConnection connection = connect()) {
            assertThat(connection.sign(REQUEST)).hasSize(64);
        }
    }

    @Test
    void doesNotReadAnEndlessAnswer() throws Exception {
        String answer = "A".repeat(100_000);
        try (FakeSigner _ = new FakeSigner(path(), FakeSigner.greeting(true), 2, answer, false);
                SignerConnection connection = connect()) {
            assertThatExceptionOfType(ProtocolViolation.class)
                    .isThrownBy(() -> connection.sign(REQUEST));
        }
    }

    @Test
    void doesNotWaitForAnAnswerForEver() throws Exception {
        try (FakeSigner _ = new FakeSigner(path(), FakeSigner.greeting(true), 9, "", false);
                SignerConnection connection = SignerConnection.open(path(), SHORT)) {
            assertThatExceptionOfType(TokenUnavailable.class)
                    .isThrownBy(() -> connection.sign(REQUEST))
                    .withMessageContaining("in time");
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void sendsNothingThatIsNoRequest() throws Exception {
        try (FakeSigner _ = new FakeSigner(path(), FakeSigner.greeting(true), 9, "", false);
                SignerConnection connection = connect()) {
            assertThatIllegalArgumentException().isThrownBy(() -> connection.sign("e30.\r\ne30."));
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(
                            () -> connection.sign("e30." + "A".repeat(Protocol.MAX_REQUEST_LINE)));
            assertThat(connection.isOpen()).isTrue();
        }
    }

    private SignerConnection connect() throws SignerException {
        return SignerConnection.open(path(), RemoteTimeouts.DEFAULT);
    }

    private Path path() {
        return folder.resolve("S");
    }
}
