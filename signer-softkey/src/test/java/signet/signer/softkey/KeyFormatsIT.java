package signet.signer.softkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.signer.SecretSource;
import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Key files that the genuine openssl, ssh-keygen and gpg made. */
class KeyFormatsIT {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out KEY, RS256",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -out KEY, RS256",
        "genrsa -traditional -out KEY 2048, RS256",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY, ES256",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out KEY, ES384",
        "ecparam -genkey -name prime256v1 -out KEY, ES256",
        "ecparam -genkey -noout -name secp384r1 -out KEY, ES384",
    })
    void opensWhatOpensslMakes(String command, SignatureAlgorithm algorithm) throws Exception {
        Path key = openssl(command);
        try (Signer signer = TestKeys.open(key)) {
            assertThat(signer.algorithm()).isEqualTo(algorithm);
            assertSigns(signer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-256-cbc -pass pass:sesame -out"
                + " KEY",
        "genpkey -algorithm RSA -aes-128-cbc -pass pass:sesame -out KEY",
        "genrsa -traditional -aes256 -passout pass:sesame -out KEY 2048",
        "genrsa -traditional -des3 -passout pass:sesame -out KEY 2048",
    })
    void opensEncryptedKeysAndOverwritesThePassword(String command) throws Exception {
        Path key = openssl(command);
        List<char[]> handedOut = new ArrayList<>();
        SecretSource sesame =
                prompt -> {
                    assertThat(prompt).contains(key.toString());
                    handedOut.add("sesame".toCharArray());
                    return handedOut.getLast();
                };
        try (Signer signer = TestKeys.open("file:" + key, sesame, Map.of())) {
            assertSigns(signer);
        }
        assertThat(handedOut).hasSize(1);
        assertThat(handedOut.getFirst()).containsOnly('\0');
        assertThatExceptionOfType(SignerException.PinRejected.class)
                .isThrownBy(
                        () -> TestKeys.open("file:" + key, _ -> "wrong".toCharArray(), Map.of()))
                .withMessage("the password for " + key + " is wrong");
        assertThatExceptionOfType(SignerException.KeyUnusable.class)
                .isThrownBy(() -> TestKeys.open(key))
                .withMessageContaining("nobody is there");
    }

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out KEY, an RSA key of 1024 bits",
        "genpkey -algorithm RSA-PSS -out KEY, a key for RSASSA-PSS only",
        "genpkey -algorithm ED25519 -out KEY, an Ed25519 key",
        "genpkey -algorithm X25519 -out KEY, a key of an unknown type",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out KEY, a key on P-521",
        "ecparam -genkey -name secp256k1 -out KEY, a key on secp256k1",
        "ecparam -genkey -name prime256v1 -param_enc explicit -out KEY, a curve without a name",
        "req -x509 -newkey rsa:2048 -nodes -subj /CN=x -keyout /dev/null -out KEY, holds a"
                + " certificate",
    })
    void refusesWhatNoAccountMayUseAndSaysWhy(String command, String reason) throws Exception {
        Path key = openssl(command);
        assertThatExceptionOfType(SignerException.KeyUnusable.class)
                .isThrownBy(() -> TestKeys.open(key))
                .withMessageContaining(reason)
                .withMessageContaining("signet-accountd keygen");
    }

    @Test
    void refusesAPublicKey() throws Exception {
        Path key = openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY");
        Path pub = folder.resolve("pub");
        run(List.of("openssl", "pkey", "-in", key.toString(), "-pubout", "-out", pub.toString()));
        TestKeys.write(pub, Files.readString(pub));
        assertThatExceptionOfType(SignerException.KeyUnusable.class)
                .isThrownBy(() -> TestKeys.open(pub))
                .withMessageContaining("holds a public key only");
    }

    @Test
    void refusesAKeyWhoseHalvesDoNotFit() throws Exception {
        Path one = openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY");
        byte[] first = PemBlock.parseAll(Files.readString(one)).getFirst().content();
        Files.delete(one);
        Path two = openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY");
        byte[] second = PemBlock.parseAll(Files.readString(two)).getFirst().content();
        // The public point makes up the last 65 bytes.
        System.arraycopy(second, second.length - 65, first, first.length - 65, 65);
        Path mixed = TestKeys.write(folder.resolve("m"), TestKeys.pem("PRIVATE KEY", first));
        assertThatExceptionOfType(SignerException.KeyUnusable.class)
                .isThrownBy(() -> TestKeys.open(mixed))
                .withMessageContaining("do not fit");
    }

    @Test
    void opensAKeyThatGpgDecrypts() throws Exception {
        Path key = openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY");
        Path home = Files.createDirectory(folder.resolve("g"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        String gpg =
                "gpg --quiet --homedir "
                        + home
                        + " --batch --pinentry-mode loopback --passphrase x";
        List<String> encrypt = new ArrayList<>(List.of(gpg.split(" ")));
        encrypt.addAll(List.of("--symmetric", "-o", key + ".gpg", key.toString()));
        try {
            run(encrypt);
            try (Signer signer =
                    TestKeys.open(
                            "gpg:" + key + ".gpg", TestKeys.NO_PASSWORD, Map.of("gpg", gpg))) {
                assertSigns(signer);
            }
            assertThatExceptionOfType(SignerException.KeyUnusable.class)
                    .isThrownBy(
                            () ->
                                    TestKeys.open(
                                            "gpg:" + key, TestKeys.NO_PASSWORD, Map.of("gpg", gpg)))
                    .withMessageContaining("gpg could not decrypt")
                    .withMessageContaining("exit status 2");
        } finally {
            run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
        }
    }

    @Test
    void tellsWhatIsWrongWithTheGpgCommand() throws Exception {
        Path key = TestKeys.write(folder.resolve("k"), "x");
        assertThatExceptionOfType(SignerException.KeyUnusable.class)
                .isThrownBy(() -> openWith("no-such-program --x", key))
                .withMessageContaining("no-such-program can't be run");
        assertThatExceptionOfType(SignerException.KeyUnusable.class)
                .isThrownBy(() -> openWith("sh -c yes", key))
                .withMessageContaining("too large for a key");
    }

    private static Signer openWith(String command, Path key) throws SignerException {
        return TestKeys.open("gpg:" + key, TestKeys.NO_PASSWORD, Map.of("gpg", command));
    }

    private Path openssl(String command) throws Exception {
        Path key = folder.resolve("k");
        List<String> words = new ArrayList<>(List.of("openssl"));
        words.addAll(List.of(command.replace("KEY", key.toString()).split(" ")));
        run(words);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return key;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    private static void assertSigns(Signer signer) throws Exception {
        byte[] input = SignerContractTest.input(signer, "n");
        assertThat(
                        IndependentVerifier.verify(
                                signer.algorithm(), signer.publicKey(), input, signer.sign(input)))
                .isTrue();
    }
}
