package signet.signer.softkey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

class SoftkeySignerTest {

    /** So many signatures that the native provider is worth its loading, or not. */
    private static final int MANY = 300;

    private static final int FEW = 100;

    private static final byte[] INPUT = "input".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    @Test
    void signsWithoutTheNativeProviderToo() throws Exception {
        try (Signer signer =
                SoftkeySigner.open(material(SignatureAlgorithm.ES256), Optional::empty, "k")) {
            assertSigns(signer);
        }
    }

    @Test
    void staysWithTheJdkWhereTheNativeProviderCanNotSign() throws Exception {
        Provider useless = new Provider("Useless", "1", "has no algorithms") {};
        try (Signer signer =
                SoftkeySigner.open(
                        material(SignatureAlgorithm.RS256), () -> Optional.of(useless), "k")) {
            for (int i = 0; i < MANY; i++) {
                assertSigns(signer);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void goesOnWithTheNativeProvider(SignatureAlgorithm algorithm) throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        Optional<Provider> provider = NativeProvider.load();
        assertThat(provider).isPresent();
        Supplier<Optional<Provider>> loading =
                () -> {
                    loaded.countDown();
                    return provider;
                };
        try (Signer signer = SoftkeySigner.open(material(algorithm), loading, "k")) {
            while (loaded.getCount() > 0) {
                assertSigns(signer);
            }
            for (int i = 0; i < MANY; i++) {
                assertSigns(signer);
            }
        }
    }

    @Test
    void loadsTheNativeProviderOnceAndOnlyIfItSigns() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        Signer signer =
                SoftkeySigner.open(
                        material(SignatureAlgorithm.ES256),
                        () -> {
                            loads.incrementAndGet();
                            return Optional.empty();
                        },
                        "k");
        assertThat(loads).hasValue(0);
        for (int i = 0; i < FEW; i++) {
            assertSigns(signer);
        }
        assertThat(loads).hasValue(0);
        for (int i = 0; i < MANY; i++) {
            assertSigns(signer);
        }
        signer.close();
        assertThat(loads).hasValue(1);
    }

    @Test
    void loadsTheNativeProviderForItselfOnlyAndLeavesNoFileBehind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Optional<Provider> provider = NativeProvider.load(temporary);
        assertThat(provider).isPresent();
        assertThat(temporary).isEmptyDirectory();
        assertThat(Arrays.stream(Security.getProviders()).map(Provider::getName))
                .doesNotContain(provider.get().getName());
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            KeyMaterial key = material(algorithm);
            byte[] signature = new SignaturePool(key, provider).sign(INPUT);
            assertThat(IndependentVerifier.verify(algorithm, key.publicKey(), INPUT, signature))
                    .isTrue();
        }
    }

    @Test
    void removesWhatAKilledProcessLeftBehind() throws Exception {
        Path abandoned = Files.createTempDirectory(folder, "signet-native-");
        Path library = Files.createFile(Files.createDirectory(abandoned.resolve("x")).resolve("y"));
        Path inUse = Files.createTempDirectory(folder, "signet-native-");
        Files.setLastModifiedTime(
                abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        assertThat(NativeProvider.load(folder)).isPresent();
        assertThat(library).doesNotExist();
        assertThat(abandoned).doesNotExist();
        assertThat(inUse).exists();
    }

    /** Whoever can exchange the folder has this process run code of theirs. */
    @Test
    void loadsNothingFromAFolderThatOthersCanExchange() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Files.setAttribute(temporary, "unix:mode", 0777);
        assertThat(NativeProvider.load(temporary)).isEmpty();
        assertThat(temporary).isEmptyDirectory();
        Files.setAttribute(temporary, "unix:mode", 01777);
        assertThat(NativeProvider.load(temporary)).isPresent();
        Files.setAttribute(temporary, "unix:uid", 65534);
        assertThat(NativeProvider.load(temporary)).isEmpty();
    }

    /** A link of theirs is removed, and not what it leads to. */
    @Test
    void removesNothingThatALinkLeadsTo() throws Exception {
        Path abandoned = Files.createTempDirectory(folder, "signet-native-");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path kept = Files.createFile(elsewhere.resolve("kept"));
        Path _ = Files.createSymbolicLink(abandoned.resolve("link"), elsewhere);
        Path _ = Files.createSymbolicLink(folder.resolve("signet-native-link"), elsewhere);
        Files.setLastModifiedTime(
                abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        assertThat(NativeProvider.load(folder)).isPresent();
        assertThat(abandoned).doesNotExist();
        assertThat(kept).exists();
    }

    private static void assertSigns(Signer signer) throws Exception {
        assertThat(
                        IndependentVerifier.verify(
                                signer.algorithm(), signer.publicKey(), INPUT, signer.sign(INPUT)))
                .isTrue();
    }

    private KeyMaterial material(SignatureAlgorithm algorithm) throws Exception {
        byte[] file = Files.readAllBytes(TestKeys.write(folder, algorithm));
        return KeyMaterial.of(new PrivateKeyText("k", TestKeys.NO_PASSWORD).pkcs8(file), "k");
    }
}
