package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.remote.RemoteSigner;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;
import signet.testing.TestProcess;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Our client against the reference implementation of version 1. */
class GenuineAccountdIT {

    @TempDir private Path folder;

    @Test
    void signsForUsOverItsSocket() throws Exception {
        Path socket = folder.resolve("S.lacme");
        try (TestProcess lacme =
                TestProcess.start(folder.resolve("lacme"), command("--socket=" + socket))) {
            lacme.await("the socket", Accountd.LONG, () -> Files.exists(socket));
            try (RemoteSigner signer = RemoteSigner.open(socket, RemoteTimeouts.DEFAULT)) {
                String request = Requests.challenge(SignatureAlgorithm.RS256, "https://ca/x");
                byte[] input = request.getBytes(StandardCharsets.US_ASCII);
                assertThat(signer.sign(input)).hasSize(256);
                assertThatExceptionOfType(SignerException.Refused.class)
                        .isThrownBy(
                                () -> signer.sign("e30.e30".getBytes(StandardCharsets.US_ASCII)))
                        .withMessageContaining("see its log");
                assertThat(signer.sign(input)).hasSize(256);
            }
        }
    }

    @Test
    void signsForUsOverStandardInputAndOutput() throws Exception {
        Process lacme =
                new ProcessBuilder(command("--stdio"))
                        .redirectError(folder.resolve("errors").toFile())
                        .start();
        try (SignerConnection connection =
                SignerConnection.open(
                        lacme.getInputStream(),
                        lacme.getOutputStream(),
                        lacme.getOutputStream(),
                        RemoteTimeouts.DEFAULT)) {
            assertThat(connection.greeting().refusals()).isFalse();
            assertThat(Requests.isSigned(connection)).isTrue();
            assertThat(Requests.isSigned(connection)).isTrue();
        }
        assertThat(lacme.waitFor()).isZero();
    }

    private List<String> command(String transport) throws Exception {
        return List.of(
                "lacme-accountd",
                "--config=/dev/null",
                "--privkey=file:" + Accountd.key(folder, "RS256"),
                transport);
    }
}
