package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** Each executable gets the jars that it needs, and no others. */
class ClassPathIT {

    @ParameterizedTest
    @CsvSource({
        "bin/signet-accountd, signet-accountd signet-config signet-sandbox acme-core"
            + " nimbus-jose-jwt picocli signer-softkey signer-pkcs11 bcpkix-jdk18on bcutil-jdk18on"
            + " bcprov-jdk18on AmazonCorrettoCryptoProvider guava",
        "bin/signet, signet-master signet-config signet-control signet-sandbox"
                + " acme-core nimbus-jose-jwt picocli bcpkix-jdk18on bcutil-jdk18on bcprov-jdk18on",
        "libexec/signet-client, signet-client signet-control signet-sandbox acme-core"
                + " nimbus-jose-jwt",
        "libexec/signet-webserver, signet-webserver signet-control signet-sandbox"
                + " acme-core nimbus-jose-jwt",
        "libexec/signet-token, signet-token signet-sandbox signer-pkcs11 acme-core"
                + " nimbus-jose-jwt"
    })
    void eachExecutableGetsOnlyTheJarsThatItNeeds(String launcher, String jars) throws IOException {
        assertThat(Distribution.jars(launcher)).isEqualTo(new TreeSet<>(List.of(jars.split(" "))));
    }

    @Test
    void everyJarIsThereAndNoOther() throws IOException {
        var named = new TreeSet<String>();
        for (String launcher :
                List.of(
                        "bin/signet-accountd",
                        "bin/signet",
                        "libexec/signet-client",
                        "libexec/signet-token",
                        "libexec/signet-webserver")) {
            named.addAll(Distribution.jars(launcher));
        }
        try (var files = Files.list(Distribution.JAVA_HOME.resolve("lib"))) {
            var present =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".jar"))
                            .map(name -> name.substring(0, name.length() - 4))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(present).isEqualTo(named);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accountd",
                "master",
                "client",
                "webserver",
                "token",
                "config",
                "control",
                "sandbox"
            })
    void eachRoomHasAJarOfItsOwn(String room) throws IOException {
        Path file = Distribution.JAVA_HOME.resolve("lib/signet-" + room + ".jar");
        try (JarFile jar = new JarFile(file.toFile())) {
            assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
                    .allMatch(name -> name.startsWith("signet/" + room + "/"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bin/signet-accountd, accountd",
        "bin/signet, master",
        "libexec/signet-client, client",
        "libexec/signet-webserver, webserver",
        "libexec/signet-token, token"
    })
    void noClassNeedsAJarThatItsExecutableDoesNotGet(
            String launcher, String room, @TempDir Path folder) throws IOException {
        String lib = Distribution.JAVA_HOME.resolve("lib") + "/";
        String classPath =
                Distribution.jars(launcher).stream()
                        .map(name -> lib + name + ".jar")
                        .collect(Collectors.joining(":"));
        var result =
                Distribution.run(
                        folder,
                        Map.of(),
                        List.of(
                                System.getProperty("java.home") + "/bin/jdeps",
                                "--multi-release",
                                "25",
                                "--missing-deps",
                                "--class-path",
                                classPath,
                                lib + "signet-" + room + ".jar",
                                lib + "acme-core.jar"));
        assertThat(result.output().lines().filter(line -> line.startsWith(" ")))
                .allMatch(line -> line.contains("org.jspecify.annotations."));
        assertThat(result.output()).contains("org.jspecify");
    }
}
