package signet.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same bytes as each of the configuration files: values in their bounds, or whose mistake. */
final class ConfigurationFuzzTest {

    private static final Specifiers SPECIFIERS =
            new Specifiers(
                    new Identity("alice", 1000, "users", 100, Path.of("/home/alice")), Map.of());

    @TempDir private Path directory;

    /** Reads one of the files. */
    private interface Loader {
        void load(Path file) throws ConfigException, IOException;
    }

    @FuzzTest
    void file(byte[] input) throws IOException {
        load("signet.conf", input, ConfigurationFuzzTest::master);
        load("lacme.conf", input, ConfigurationFuzzTest::master);
        load("signet-accountd.conf", input, ConfigurationFuzzTest::accountd);
        load("signet-certs.conf", input, ConfigurationFuzzTest::certificates);
        load("signet-policy.conf", input, ConfigurationFuzzTest::policy);
    }

    private void load(String name, byte[] input, Loader loader) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, input);
        try {
            loader.load(file);
        } catch (ConfigException e) {
            assertHelpful(file, e);
        }
    }

    private static void assertHelpful(Path file, ConfigException e) {
        assertThat(e.getMessage()).startsWith(file + ":").matches("[^:]+:[1-9][0-9]*: .+");
        assertPrintable(e.getMessage());
    }

    private static void master(Path file) throws ConfigException, IOException {
        MasterConfig config = MasterConfig.load(Optional.of(file), SPECIFIERS);
        assertThat(config.certificateConfigs()).isNotEmpty().allMatch(Path::isAbsolute);
        assertThat(config.lock()).isAbsolute();
        assertThat(config.client().server()).hasScheme("https");
        assertThat(config.client().tlsVersions()).isNotEmpty();
        assertThat(config.client().sockets()).allMatch(Path::isAbsolute);
        assertThat(config.client().timeout()).isBetween(seconds(0), seconds(86400));
        assertThat(config.webserver().listen()).isNotEmpty();
    }

    private static void accountd(Path file) throws ConfigException, IOException {
        AccountdConfig config = AccountdConfig.load(Optional.of(file), SPECIFIERS);
        assertThat(config.maxConnections()).isBetween(1, 65536);
        assertThat(config.idleTimeout()).isBetween(seconds(1), seconds(7 * 24 * 3600));
        config.socket().ifPresent(path -> assertThat(path).isAbsolute());
        config.passwordFile().ifPresent(path -> assertThat(path).isAbsolute());
    }

    private static void certificates(Path file) throws ConfigException, IOException {
        CertificateConfigs configs = CertificateConfigs.load(List.of(file), SPECIFIERS);
        configs.broken().values().forEach(e -> assertHelpful(file, e));
        for (CertificateConfig config : configs.sections().values()) {
            assertThat(config.installed()).isAbsolute();
            assertThat(config.certificateKey()).isAbsolute();
            assertThat(config.mode().orElse(0)).isBetween(0, 0777);
            assertThat(configs.broken()).doesNotContainKey(config.name());
        }
        assertThat(configs.warnings())
                .allMatch(text -> text.chars().noneMatch(Character::isISOControl));
    }

    private static void policy(Path file) throws ConfigException, IOException {
        PolicyConfig config = PolicyConfig.load(file, SPECIFIERS);
        assertThat(config.cas().values()).doesNotContainNull();
        assertThat(config.rules()).doesNotContainNull();
    }

    private static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }

    private static void assertPrintable(String text) {
        assertThat(text.chars().noneMatch(Character::isISOControl)).as(text).isTrue();
    }
}
