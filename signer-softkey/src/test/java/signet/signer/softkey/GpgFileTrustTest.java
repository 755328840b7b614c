package signet.signer.softkey;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An encrypted key in a place where others can exchange it. */
class GpgFileTrustTest {

    @TempDir private Path folder;

    @Test
    void isNotDecryptedWhereOthersCouldHaveWrittenIt() throws IOException {
        Path file = Files.writeString(folder.resolve("key.gpg"), "theirs");
        Files.setAttribute(file, "unix:uid", 65534);
        assertThatThrownBy(() -> GpgFile.read(file, "/bin/false"))
                .isInstanceOf(SignerException.KeyUnusable.class)
                .hasMessageContaining(
                        file + ": belongs to user nobody, who could exchange the account key");
    }

    @Test
    void aMissingOneIsNotFound() {
        assertThatThrownBy(() -> GpgFile.read(folder.resolve("none"), "/bin/false"))
                .isInstanceOf(SignerException.KeyNotFound.class);
    }
}
