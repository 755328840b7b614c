package signet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

class PebbleServerIT {

    @Test
    void answersItsDirectoryOverHttpsOfItsOwnCa(@TempDir Path folder) throws IOException {
        try (var pebble = PebbleServer.start(folder)) {
            String directory = new TrustingHttps(pebble.caFile()).get(pebble.directory());
            assertThat(directory)
                    .contains("newAccount")
                    .doesNotContain("externalAccountRequired\": true");
            assertThat(pebble.issuerRootPem()).startsWith("-----BEGIN CERTIFICATE-----");
            assertThat(Files.readString(pebble.log())).contains("Listening on");
        }
    }

    @Test
    void offersAlternateChainsAndExternalAccountsWhenAsked(@TempDir Path folder)
            throws IOException {
        var options =
                PebbleOptions.defaults()
                        .withChains(1, 2)
                        .withExternalAccount(
                                "kid-1",
                                "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W");
        try (var pebble = PebbleServer.start(folder, options)) {
            String directory = new TrustingHttps(pebble.caFile()).get(pebble.directory());
            assertThat(directory).contains("externalAccountRequired\": true");
            assertThat(pebble.issuerRootPem(1)).isNotEqualTo(pebble.issuerRootPem(0));
        }
    }

    @Test
    void leavesNothingListeningBehind(@TempDir Path folder) throws IOException {
        PebbleServer pebble = PebbleServer.start(folder);
        int port = pebble.directory().getPort();
        pebble.close();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }
}
