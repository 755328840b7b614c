package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The units for systemd, as systemd's own tools judge them. */
class UnitFilesIT {

    @TempDir Path folder;

    /** Returns the units, for a distribution that is where this one is and not in /opt. */
    private List<String> units() throws IOException {
        Path target = Files.createDirectories(folder.resolve("units"));
        List<String> units = new ArrayList<>();
        try (Stream<Path> files = Files.list(Distribution.launcher("lib/systemd/system"))) {
            for (Path file : files.sorted().toList()) {
                Path copy = target.resolve(file.getFileName());
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace("/opt/signet", Distribution.HOME.toString()));
                units.add(copy.toString());
            }
        }
        return units;
    }

    @Test
    void systemdUnderstandsEveryLine() throws IOException {
        List<String> command =
                new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no", "--no-pager"));
        command.addAll(units());
        Distribution.Result result = Distribution.run(folder, Map.of(), command);
        assertThat(command).hasSize(8);
        assertThat(result.output()).isEmpty();
        assertThat(result.status()).isZero();
    }

    /** From 0 (all is closed) to 10; a service without any directive has 9.6. */
    @ParameterizedTest
    @CsvSource({"signet-accountd.service, 0.4", "signet.service, 2.9"})
    void theExposureIsNoHigherThanThis(String unit, String exposure) throws IOException {
        String file =
                units().stream()
                        .filter(path -> path.endsWith("/" + unit))
                        .findFirst()
                        .orElseThrow();
        Distribution.Result result =
                Distribution.run(
                        folder,
                        Map.of(),
                        List.of(
                                "systemd-analyze",
                                "security",
                                "--no-pager",
                                "--offline=true",
                                "--threshold=" + exposure.replace(".", ""),
                                file));
        String figure =
                result.output()
                        .lines()
                        .filter(line -> line.contains("exposure"))
                        .findFirst()
                        .orElse("");
        System.out.println(figure);
        assertThat(figure).contains("Overall exposure level for " + unit);
        assertThat(result.status()).as(result.output()).isZero();
    }

    @Test
    void theUsersAreMade() throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("etc"));
        Distribution.Result result =
                Distribution.run(
                        folder,
                        Map.of(),
                        List.of(
                                "systemd-sysusers",
                                "--root=" + root,
                                Distribution.launcher("lib/sysusers.d/signet.conf").toString()));
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(Files.readAllLines(root.resolve("etc/passwd")))
                .extracting(line -> line.replaceAll(":.*:", " "))
                .contains(
                        "_signet-accountd /usr/sbin/nologin",
                        "_signet-client /usr/sbin/nologin",
                        "_signet-www /usr/sbin/nologin");
    }

    @Test
    void secretsAreClosed() throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("etc/signet"));
        Files.writeString(
                root.resolve("etc/passwd"), "_signet-accountd:x:990:990::/:/usr/sbin/nologin\n");
        Files.writeString(root.resolve("etc/group"), "_signet-accountd:x:990:\n");
        Path pin = Files.writeString(root.resolve("etc/signet/pin"), "123456");
        Path key = Files.writeString(root.resolve("etc/signet/account.key"), "key");
        Distribution.Result result =
                Distribution.run(
                        folder,
                        Map.of(),
                        List.of(
                                "systemd-tmpfiles",
                                "--create",
                                "--root=" + root,
                                Distribution.launcher("lib/tmpfiles.d/signet.conf").toString()));
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(Files.getAttribute(pin, "unix:mode")).isEqualTo(0100400);
        assertThat(Files.getAttribute(key, "unix:mode")).isEqualTo(0100400);
        assertThat(Files.getAttribute(key, "unix:uid")).isEqualTo(990);
        assertThat(Files.getAttribute(root.resolve("var/cache/signet"), "unix:mode"))
                .isEqualTo(040700);
    }
}
