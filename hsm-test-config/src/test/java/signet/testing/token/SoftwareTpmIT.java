package signet.testing.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;

class SoftwareTpmIT {

    private static final String PIN = "123456";

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void signsWithItsKeyAlsoAfterAFlush(KeyType type, @TempDir Path folder)
            throws IOException, GeneralSecurityException {
        try (var tpm = SoftwareTpm.start(folder, PIN, type)) {
            var tool = new Pkcs11Tool(tpm.modulePath(), new Command(folder, tpm.environment()));
            PublicKey key = tpm.publicKey(PIN, type);
            assertThat(Signing.verified(tool, PIN, type, SoftwareTpm.KEY_ID, key)).isTrue();
            tpm.flush();
            assertThat(Signing.verified(tool, PIN, type, SoftwareTpm.KEY_ID, key)).isTrue();
            assertThat(tool.run("-L")).contains("token label        : " + SoftwareTpm.LABEL);
        }
    }

    @Test
    void givesItsTokenToAnotherUser(@TempDir Path folder) throws IOException {
        try (var tpm = SoftwareTpm.start(folder, PIN, KeyType.P256)) {
            tpm.giveTo("nobody");
            var command = new Command(folder, tpm.environment()).with("PIN", PIN);
            command.run(List.of("chmod", "711", folder.toString()));
            String list =
                    "exec setpriv --reuid=nobody --clear-groups"
                            + " pkcs11-tool --login --pin env:PIN -O --module ";
            assertThat(command.run(List.of("sh", "-c", list + tpm.modulePath())))
                    .contains("Private Key Object", "account");
        }
    }
}
