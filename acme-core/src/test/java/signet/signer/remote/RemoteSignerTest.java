package signet.signer.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.KeyReference;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.SignerSettings;
import signet.signer.Signers;
import signet.signer.server.KeyPairSigner;
import signet.signer.server.Ledger;
import signet.signer.server.MacSigner;
import signet.signer.server.RawClient;
import signet.signer.server.RequestPolicy;
import signet.signer.server.RunningServer;
import signet.signer.server.Safeguards;
import signet.signer.server.ServerLimits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@Timeout(60)
class RemoteSignerTest {

    private static final byte[] INPUT = RawClient.request("{}").getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    @Test
    void isFoundByItsScheme() throws Exception {
        KeyPairSigner key = new KeyPairSigner();
        SignerSettings settings = new SignerSettings(_ -> new char[0], Map.of());
        try (RunningServer server = serve(key);
                Signer signer =
                        Signers.open(KeyReference.parse("unix:" + server.path()), settings)) {
            assertThat(signer.publicKey()).isEqualTo(key.publicKey());
            assertThat(signer.sign(INPUT)).hasSize(64);
        }
    }

    @Test
    void connectsAnewAfterARestartOfItsPeer() throws Exception {
        KeyPairSigner key = new KeyPairSigner();
        RunningServer first = serve(key);
        try (Signer signer = open(first)) {
            assertThat(signer.sign(INPUT)).hasSize(64);
            first.close();
            assertThatExceptionOfType(SignerException.TokenUnavailable.class)
                    .isThrownBy(() -> signer.sign(INPUT));
            try (RunningServer _ = serve(key)) {
                assertThat(signer.sign(INPUT)).hasSize(64);
            }
        }
    }

    @Test
    void doesNotNoticeThatAnIdleConnectionWasClosed() throws Exception {
        ServerLimits limits = new ServerLimits(9, Duration.ofMillis(100), 10_000);
        try (RunningServer server = new RunningServer(folder, new KeyPairSigner(), limits);
                Signer signer = open(server)) {
            server.log().await("terminated no request");
            assertThat(signer.sign(INPUT)).hasSize(64);
        }
    }

    @Test
    void refusesAnotherKeyAtTheSamePlace() throws Exception {
        RunningServer first = serve(new KeyPairSigner());
        try (Signer signer = open(first)) {
            first.close();
            try (RunningServer _ = serve(new KeyPairSigner())) {
                assertThatExceptionOfType(SignerException.KeyUnusable.class)
                        .isThrownBy(() -> signer.sign(INPUT))
                        .withMessageContaining("another key");
            }
        }
    }

    @Test
    void needsAPeerThatShowsItsKey() throws Exception {
        try (RunningServer server =
                new RunningServer(
                        folder,
                        new KeyPairSigner(),
                        ServerLimits.DEFAULT,
                        new Safeguards(
                                Optional.of("https://ca/acct/1"),
                                MacSigner.NONE,
                                RequestPolicy.PERMIT_ALL,
                                Ledger.NONE))) {
            assertThatExceptionOfType(SignerException.KeyUnusable.class)
                    .isThrownBy(() -> open(server))
                    .withMessageContaining("keyid");
        }
    }

    @Test
    void socketWhereOthersCouldPutTheirsIsNotUsedNorUsedAgain() throws Exception {
        KeyPairSigner key = new KeyPairSigner();
        RunningServer first = serve(key);
        try (Signer signer = open(first)) {
            first.close();
            try (RunningServer second = serve(key)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
                assertThatExceptionOfType(SignerException.KeyUnusable.class)
                        .isThrownBy(() -> signer.sign(INPUT))
                        .withMessageContaining("chmod go-w " + folder);
                assertThatExceptionOfType(SignerException.KeyUnusable.class)
                        .isThrownBy(() -> open(second));
            }
        }
    }

    private RunningServer serve(Signer signer) throws IOException {
        return new RunningServer(folder, signer, ServerLimits.DEFAULT);
    }

    private static Signer open(RunningServer server) throws SignerException {
        return RemoteSigner.open(server.path(), RemoteTimeouts.DEFAULT);
    }
}
