package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Debian's lacme and our master with the same files and the same command line. No signer runs: who
 * gets as far as an order fails there, which tells what is due.
 */
class LacmeCommandsIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static Site site;
    private static Lacme lacme;

    @BeforeAll
    static void prepare() throws IOException {
        site = CA.site();
        lacme = Lacme.on(site);
        lacme.configure("");
        site.sections(site.section("fresh.example"));
        install("fresh.example", 90);
    }

    @AfterAll
    static void end() throws IOException {
        site.close();
    }

    /** Where lacme's status is 1 it has finished; another one than 0 and 1 is Perl's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "newOrder fresh.example             | 0 | [fresh.example] Valid until",
                "new-cert                           | 0 | [fresh.example] Valid until",
                "newOrder --min-days=30             | 0 | [fresh.example] Valid until",
                "newOrder --min-days=0              | 0 | [fresh.example] Valid until",
                "--quiet --debug newOrder           | 0 | [fresh.example] Valid until",
                "newOrder nosuch                    | 1 | No such section nosuch",
                "newOrder nosuch fresh.example      | 1 | [fresh.example] Valid until",
                "newOrder --min-days=200            | 2 | Is lacme-accountd running?",
                "newOrder --min-days=-1             | 2 | Is lacme-accountd running?",
                "newOrder --force                   | 2 | Is lacme-accountd running?",
                "newOrder --socket=/run/S           | 0 | [fresh.example] Valid until",
                "--socket=%t/S newOrder --force     | 2 | /run/S",
                "newOrder --config-certs=nosuch.conf | 2 | nosuch.conf",
                "newOrder --config-certs=signet-certs.conf --config-certs=nosuch.conf | 2 |"
                        + " nosuch.conf",
                "newOrder --min                     | 1 | min",
                "newOrder --no-such-option          | 1 | no-such-option",
                "no-such-command                    | 1 | no-such-command",
                "''                                 | 1 | --help",
                "account                            | 2 | Is lacme-accountd running?",
                "revokeCert /nonexistent            | 1 | /nonexistent",
                "revoke-cert /nonexistent           | 1 | /nonexistent",
                "--help                             | 0 | --config=FILE",
                "-h                                 | 0 | --config=FILE",
                "--version                          | 0 | ''",
            })
    void sameCommandLineHasTheSameMeaningAndStatus(String line, int status, String text)
            throws IOException {
        String[] words = line.isEmpty() ? new String[0] : line.split(" +");
        Site.Finished theirs = lacme.lacme(words);
        Site.Finished ours = lacme.signet(words);
        assertThat(theirs.output()).containsIgnoringCase(text);
        assertThat(ours.output().toLowerCase(Locale.ROOT))
                .contains(
                        text.toLowerCase(Locale.ROOT).replace("lacme-accountd", "signet-accountd"));
        assertThat(Math.min(theirs.status(), 2)).as(theirs.output()).isEqualTo(status);
        // Of ours every failure is a 1.
        assertThat(ours.status()).as(ours.output()).isEqualTo(Math.min(status, 1));
    }

    @Test
    void messageOfAValidCertificateIsTheSameAndQuietHidesIt() throws IOException {
        assertThat(lacme.signet("newOrder").output())
                .isEqualTo(lacme.lacme("newOrder").output())
                .contains("fresh.example");
        for (String quiet : List.of("-q", "--quiet")) {
            assertThat(lacme.lacme(quiet, "newOrder").output()).isEmpty();
            assertThat(lacme.signet(quiet, "newOrder").output()).isEmpty();
            assertThat(lacme.lacme("newOrder", quiet).output()).isEmpty();
            assertThat(lacme.signet("newOrder", quiet).output()).isEmpty();
        }
    }

    @Test
    void configurationThatIsNotThereIsAnErrorOfBoth() throws IOException {
        for (String program : List.of("lacme", CA.distribution().signet())) {
            Site.Finished run = lacme.run(program, "--config=/nonexistent.conf", "newOrder");
            assertThat(run.status()).as(run.output()).isNotZero();
            assertThat(run.output()).contains("/nonexistent.conf");
        }
    }

    /** Each is one file with sections; what is due shows which value it has got. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A default reaches the sections of its file and of later ones, where they lack it.
                "min-days = 200 ; SECTION            | ''                        | due",
                "min-days = 200                      | SECTION                   | due",
                "SECTION                             | min-days = 200            | valid",
                "min-days = 200                      | SECTION ; min-days = 5      | valid",
                "min-days = 200                      | min-days = 5 ; SECTION    | valid",
                // A later section replaces an earlier one of its name wholly.
                "SECTION ; min-days = 200              | SECTION                   | valid",
                "SECTION                             | SECTION ; min-days = 200    | due",
                // An empty value is one: no day.
                "min-days = 200                      | SECTION ; min-days =        | valid",
            })
    void defaultsCarryOverFromFileToFile(String first, String second, String state)
            throws IOException {
        Path directory = Files.createTempDirectory(site.directory(), "certs");
        Files.writeString(directory.resolve("10.conf"), lines(first));
        Files.writeString(directory.resolve("20.conf"), lines(second));
        Files.writeString(directory.resolve("30.disabled"), "[broken\n");

        for (Site.Finished run :
                List.of(
                        lacme.lacme("newOrder", "--config-certs=" + directory),
                        lacme.signet("newOrder", "--config-certs=" + directory))) {
            assertThat(run.status() == 0).as(run.output()).isEqualTo(state.equals("valid"));
            assertThat(run.output()).contains("30.disabled").doesNotContain("broken");
            assertThat(run.output().contains("Valid until")).isEqualTo(state.equals("valid"));
        }
    }

    /** Every one of these lines is a mistake to both. */
    @ParameterizedTest
    @CsvSource({
        "[client]\\nserve = x, serve",
        "[clients]\\nserver = x, clients",
        "[webserver]\\nlisten = localhost, localhost",
        "[webserver]\\nport = 80, port",
        "[accountd]\\nkey = x, key",
        "no equals sign, no equals sign",
        "[client]\\nsocket = %x/S, %x",
    })
    void sameMistakesAreRefused(String text, String named) throws IOException {
        Path file = site.directory().resolve("mistake.conf");
        Files.writeString(
                file, "config-certs = signet-certs.conf\n" + text.replace("\\n", "\n") + "\n");
        for (String program : List.of("lacme", CA.distribution().signet())) {
            Site.Finished run = lacme.run(program, "--config=" + file, "newOrder", "--force");
            assertThat(run.status()).as(run.output()).isNotZero();
            assertThat(run.output()).contains(named);
        }
    }

    @Test
    void oneSectionWithoutATargetFailsTheRunOfBoth() throws IOException {
        site.write(
                "more.conf",
                lines("SECTION") + "[bare]\ncertificate-key = /k\nsubject = /CN=bare.example\n");
        for (Site.Finished run :
                List.of(
                        lacme.lacme("newOrder", "--config-certs=more.conf"),
                        lacme.signet("newOrder", "--config-certs=more.conf"))) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.output()).contains("[bare]", "[fresh.example] Valid until");
        }
    }

    private static String lines(String text) throws IOException {
        String section = Files.readString(site.directory().resolve("signet-certs.conf"));
        return text.replace(" ; ", "\n").replace("SECTION", section) + "\n";
    }

    /** Installs a certificate that is valid for some days more. */
    private static void install(String name, int days) throws IOException {
        String path = site.directory().resolve(name).toString();
        Site.Finished made =
                site.run(
                        "openssl",
                        "req",
                        "-x509",
                        "-key",
                        path + ".key",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=DNS:" + name,
                        "-days",
                        Integer.toString(days),
                        "-out",
                        path + ".pem");
        assertThat(made.status()).as(made.output()).isZero();
        Files.copy(Path.of(path + ".pem"), Path.of(path + ".chain.pem"));
    }
}
