package signet.signer.softkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;

class KeyFileTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx", "rw---x---"})
    void refusesAFileThatIsOpenToOthersAndSaysHowToCloseIt(String permissions) throws Exception {
        Path file = TestKeys.write(folder, SignatureAlgorithm.ES256);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertUnusable(file, "chmod 600 " + file);
    }

    @Test
    void takesAFileThatNobodyCanWrite() throws Exception {
        Path file = TestKeys.write(folder, SignatureAlgorithm.ES256);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        try (Signer signer = TestKeys.open(file)) {
            assertThat(signer.algorithm()).isEqualTo(SignatureAlgorithm.ES256);
        }
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatExceptionOfType(SignerException.KeyNotFound.class)
                .isThrownBy(() -> TestKeys.open(folder.resolve("no.key")))
                .withMessage("there is no key file " + folder.resolve("no.key"));
    }

    @Test
    void refusesAFolder() {
        assertUnusable(folder, "is a directory; name a file");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertUnusable(TestKeys.write(folder.resolve("k"), ""), "is empty");
    }

    @Test
    void refusesAFileThatIsTooLargeForAKey() throws IOException {
        assertUnusable(
                TestKeys.write(folder.resolve("k"), "x".repeat(KeyFile.MAX_BYTES + 1)),
                "is too large for a key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----|-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----|MIIB|-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----|*!|-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----|MIIB|-----END RSA PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----|MAA=|-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----|MAA=|-----END EC PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED||MAA=|"
                        + "-----END RSA PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED|DEK-Info: AES-128-CBC,0Z||"
                        + "MAA=|-----END RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----|MAA=|-----END ENCRYPTED PRIVATE KEY-----",
            })
    void refusesAFileThatIsDamaged(String text) throws IOException {
        assertUnusable(TestKeys.write(folder.resolve("k"), text.replace('|', '\n')), "k ");
    }

    /** As where somebody took the line ends away. */
    @Test
    void showsNoKeyThatStandsWhereItsTypeBelongs() throws IOException {
        String line = "PRIVATE KEY-----MIGHAgEAMBMGByqGSM49-----END PRIVATE KEY-----";
        Path file =
                TestKeys.write(
                        folder.resolve("k"),
                        "-----BEGIN " + line + "\nMAA=\n-----END " + line + "\n");
        assertUnusable(file, "k is not in PEM form");
    }

    @Test
    void failsInOneOfItsWaysOnAnyBytes() throws Exception {
        Path good = TestKeys.write(folder, SignatureAlgorithm.ES256);
        byte[] pem = Files.readAllBytes(good);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] bad = pem.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            Path file = TestKeys.write(folder.resolve("bad"), "");
            Files.write(file, bad);
            try (Signer signer = TestKeys.open(file)) {
                // Some changes make another valid key; that one must be consistent.
                byte[] input = SignerContractTest.input(signer, "n");
                assertThat(
                                IndependentVerifier.verify(
                                        signer.algorithm(),
                                        signer.publicKey(),
                                        input,
                                        signer.sign(input)))
                        .isTrue();
            } catch (SignerException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
    }

    private static void assertUnusable(Path file, String reason) {
        assertThatExceptionOfType(SignerException.KeyUnusable.class)
                .isThrownBy(() -> TestKeys.open(file).close())
                .withMessageContaining(reason)
                .withMessageContaining(file.toString());
    }
}
