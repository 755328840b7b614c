package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.testing.FreePort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Each key of a certificate section has the effect that it has in Debian's lacme. */
class LacmeKeysIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN CERTIFICATE REQUEST-----\n.*?-----END CERTIFICATE REQUEST-----\n",
                    Pattern.DOTALL);
    private static final Pattern SUBJECT = Pattern.compile("Subject: .*");
    private static final Pattern EXTENSIONS =
            Pattern.compile("Requested Extensions:.*?Signature Algorithm: \\S+", Pattern.DOTALL);

    private Site site;
    private Lacme lacme;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        lacme = Lacme.on(site);
        lacme.configure("");
    }

    @AfterEach
    void end() throws IOException {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EC  | /CN=a.example | subjectAltName = DNS:a.example",
                "EC  | /C=FR/O=An Org/CN=a.example | subjectAltName = DNS:a.example, DNS:b.example",
                "RSA | /CN=a.example | subjectAltName = DNS:b.example,DNS:a.example; hash = sha512",
                "EC  | /CN=a.example | subjectAltName = DNS:a.example; hash = sha384; keyUsage ="
                        + " digitalSignature; tlsfeature = status_request",
                "RSA | /O=No name | subjectAltName = DNS:a.example; keyUsage = digitalSignature,"
                        + " keyEncipherment; tlsfeature = status_request, status_request_v2",
            })
    void requestIsTheSameOne(String type, String subject, String keys) throws IOException {
        String section = site.section("a.example").replaceAll("subject = .*", "");
        if (type.equals("RSA")) {
            site.run("openssl", "genrsa", "-out", site.directory().resolve("a.example.key") + "");
        }
        site.sections(section + "subject = " + subject + "\n" + keys.replace("; ", "\n") + "\n");

        String theirs = lacme.lacme("--debug", "newOrder").output();
        Matcher pem = PEM.matcher(lacme.signet("--debug", "newOrder").output());
        assertThat(pem.find()).isTrue();
        site.write("ours.csr", pem.group());
        String ours =
                site.run(
                                "openssl",
                                "req",
                                "-text",
                                "-noout",
                                "-in",
                                site.directory().resolve("ours.csr").toString())
                        .output();

        assertThat(found(SUBJECT, ours)).isEqualTo(found(SUBJECT, theirs));
        assertThat(found(EXTENSIONS, ours)).isEqualTo(found(EXTENSIONS, theirs));
    }

    private static List<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        // Of the names, ours puts the CN first.
        return matcher.group()
                .lines()
                .flatMap(line -> Stream.of(line.strip().split(", ")))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner = nobody:nogroup ; mode = 0640 | 022 | nobody nogroup 640",
                "chown = nobody ; chmod = 600         | 022 | nobody root 600",
                "owner = ; mode =                     | 022 | root root 644",
                "''                                   | 027 | root root 640",
                "mode = 0664                          | 077 | root root 664",
            })
    void filesAreInstalledAlike(String keys, String umask, String expected) throws IOException {
        site.startAccountd();
        site.register();
        Path told = site.directory().resolve("told");
        site.sections(
                site.section("a.example")
                        + "subjectAltName = DNS:a.example\n"
                        + keys.replace(" ; ", "\n")
                        + "\nnotify = id -u > "
                        + told
                        + "; umask >> "
                        + told
                        + "\n");
        String files = look();
        assertThat(files).isEmpty();
        for (String program : List.of("lacme", CA.distribution().signet())) {
            Site.Finished run =
                    lacme.run(
                            "sh",
                            "-c",
                            "umask " + umask + "; exec \"$@\"",
                            "sh",
                            program,
                            "--config=" + lacme.configuration(),
                            "newOrder",
                            "--force");
            assertThat(run.status()).as(run.output()).isZero();
            assertThat(look()).isEqualTo("2 " + expected + "\n1 " + expected + "\n");
            assertThat(told).hasContent("0\n0" + umask + "\n");
            Files.delete(told);
            Files.delete(site.directory().resolve("a.example.pem"));
            Files.delete(site.directory().resolve("a.example.chain.pem"));
        }
    }

    /** Returns number of certificates, owner, group and mode of the chain and the certificate. */
    private String look() throws IOException {
        return site.run(
                        "sh",
                        "-c",
                        "cd \"$1\" && for f in *.chain.pem a.example.pem; do [ ! -e \"$f\" ] ||"
                                + " echo $(grep -c BEGIN \"$f\") $(stat -c '%U %G %a' \"$f\");"
                                + " done",
                        "sh",
                        site.directory().toString())
                .output();
    }

    @Test
    void rootsThatDoNotFitAreNoticedUnlessCaFileIsEmpty() throws IOException {
        site.startAccountd();
        site.register();
        String section =
                site.section("a.example").replaceAll("CAfile = .*", "CAfile = ")
                        + "subjectAltName = DNS:a.example\n";
        site.sections(section.replace("CAfile = ", "CAfile = " + CA.pebble().caFile()));
        for (Site.Finished run : List.of(lacme.lacme("newOrder"), lacme.signet("newOrder"))) {
            assertThat(run.status()).as(run.output()).isEqualTo(1);
            assertThat(look()).isEmpty();
        }
        site.sections(section);
        assertThat(lacme.lacme("newOrder").status()).isZero();
        assertThat(lacme.signet("newOrder", "--force").status()).isZero();
    }

    @Test
    void timeoutIsHowLongIsWaitedForTheCa() throws IOException {
        site.startAccountd();
        site.register();
        site.sections(site.section("a.example") + "subjectAltName = DNS:a.example\n");
        site.startSilentServer();
        Path file = lacme.configuration();
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("[client]\n", "[client]\ntimeout = 3\n")
                        .replaceAll("listen = .*", "listen = 127.0.0.1:" + FreePort.find()));
        Site.Finished theirs = lacme.lacme("newOrder");
        assertThat(theirs.status()).as(theirs.output()).isEqualTo(1);
        assertThat(theirs.output()).contains("Timeout exceeded");
        Site.Finished ours = lacme.signet("newOrder");
        assertThat(ours.status()).as(ours.output()).isEqualTo(1);
        assertThat(ours.output()).contains("3.0 s", "\"timeout\" of section [client]");
    }

    @Test
    void rsaAndEcdsaSectionsOfOneNameAreIssuedInOneRun() throws IOException {
        site.startAccountd();
        site.register();
        String ecdsa = site.section("a.example") + "subjectAltName = DNS:a.example\n";
        String rsa = ecdsa.replace("[a.example]", "[a-rsa]").replace("a.example.", "a-rsa.");
        site.run("openssl", "genrsa", "-out", site.directory().resolve("a-rsa.key").toString());
        site.sections(ecdsa + rsa);
        for (String program : List.of("lacme", CA.distribution().signet())) {
            Site.Finished run =
                    lacme.run(program, "--config=" + lacme.configuration(), "newOrder", "--force");
            assertThat(run.status()).as(run.output()).isZero();
            assertThat(algorithm("a.example.pem")).contains("id-ecPublicKey");
            assertThat(algorithm("a-rsa.pem")).contains("rsaEncryption");
        }
    }

    private String algorithm(String file) throws IOException {
        return site.run(
                        "openssl",
                        "x509",
                        "-noout",
                        "-text",
                        "-in",
                        site.directory().resolve(file).toString())
                .output()
                .lines()
                .filter(line -> line.contains("Public Key Algorithm"))
                .findFirst()
                .orElseThrow();
    }
}
