package signet.testing.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;

class P11KitServerIT {

    private static final String PIN = "123456";

    @Test
    void lendsOneTokenUntilItIsStopped(@TempDir Path folder)
            throws IOException, GeneralSecurityException {
        SoftHsm hsm = SoftHsm.create(folder);
        SoftToken other = hsm.token("other", PIN);
        SoftToken token = hsm.token("acme", PIN);
        PublicKey key = token.generate(SoftKey.of(KeyType.P256, "01", "account"));
        try (var server =
                P11KitServer.start(
                        folder, hsm.modulePath(), hsm.environment(), "pkcs11:token=acme")) {
            var command = new Command(folder, server.environment());
            var tool = new Pkcs11Tool(server.modulePath(), command);
            assertThat(tool.run("-L")).contains(token.serial()).doesNotContain(other.serial());
            assertThat(Signing.verified(tool, PIN, KeyType.P256, "01", key)).isTrue();
            server.stop();
            assertThatThrownBy(() -> tool.run("--login", "-O")).isInstanceOf(IOException.class);
        }
    }
}
