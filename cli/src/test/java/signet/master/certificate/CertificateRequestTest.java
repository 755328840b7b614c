package signet.master.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.config.ConfigException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class CertificateRequestTest {

    @TempDir private Path directory;
    private SectionFixture fixture = new SectionFixture(Path.of("/"));

    @BeforeEach
    void makeKey() throws Exception {
        fixture = new SectionFixture(directory);
        fixture.makeKey();
    }

    private String names(String subject, String... more) throws Exception {
        return CertificateRequest.create(fixture.sectionWithSubject(subject, more))
                .wanted()
                .names()
                .toString();
    }

    @Test
    void commonNameIsAmongTheNamesInLowerCaseAndOnce() throws Exception {
        assertThat(names("/O=x/CN=A.example", "subjectAltName = DNS:b.example, DNS: a.EXAMPLE"))
                .isEqualTo("[DNS:a.example, DNS:b.example]");
    }

    @Test
    void addressesAreWrittenInOneWay() throws Exception {
        assertThat(
                        names(
                                "/CN=192.0.2.1",
                                "subjectAltName = IP:2001:DB8:0:0:1:0:0:1, IP:::1,IP:2001:db8::"))
                .isEqualTo("[IP:192.0.2.1, IP:2001:db8::1:0:0:1, IP:::1, IP:2001:db8::]");
    }

    @Test
    void subjectMayBeEmptyWhereThereAreOtherNames() throws Exception {
        assertThat(names("/", "subjectAltName = DNS:b.example")).isEqualTo("[DNS:b.example]");
    }

    @Test
    void wantedKeyIsThatOfTheFile() throws Exception {
        byte[] key = fixture.makeKey().getPublic().getEncoded();

        assertThat(CertificateRequest.create(fixture.section()).wanted().subjectPublicKeyInfo())
                .isEqualTo(key);
        assertThat(WantedCertificate.of(fixture.section()).subjectPublicKeyInfo()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=a | \"CN=a\" does not start with /; write /CN=www.example.org",
                "/CN | \"CN\" is not followed by =; write TYPE=VALUE",
                "/CN= | attribute CN has no value; write one, or remove it",
                "/CN=a.example+ | ends in +; write another TYPE=VALUE after it, or \\+ for the"
                        + " sign",
                "/CN=a\\ | ends in a backslash; remove it, or double it for the sign",
                "/C=Germany | attribute C can't be \"Germany\"; write a code of two letters",
                "/CN=localhost | \"localhost\" is not a full DNS name; write labels of letters,"
                        + " digits and hyphens with dots between them, at least two",
                "/CN=*.a.example | \"*.a.example\": http-01 can't prove wildcard names; list the"
                        + " single names instead",
                "/CN=m\u00fcnchen.example | \"m\\u00fcnchen.example\" is not a full DNS name; write"
                        + " it in ASCII, as \"xn--mnchen-3ya.example\"",
                "/CN=a_b.example | \"a_b.example\" is not a full DNS name; write labels of letters,"
                        + " digits and hyphens with dots between them, at least two",
            })
    void mistakeInTheSubjectIsNamed(String subject, String message) {
        assertThatThrownBy(() -> names(subject))
                .isInstanceOf(ConfigException.class)
                .hasMessage(fixture.file() + ":4: [s] subject: " + message);
    }

    @Test
    void unknownAttributeIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> names("/XX=a"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        fixture.file() + ":4: [s] subject: unknown attribute \"XX\"; there are C,");
    }

    @Test
    void overlongCommonNameIsRefusedBeforeTheCaDoes() {
        String name = "a".repeat(60) + ".example";

        assertThatThrownBy(() -> names("/CN=" + name))
                .hasMessageContaining("attribute CN is longer than 64 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hash = sha1 | sha1 is too weak, and CAs refuse it; write sha256, or remove the"
                        + " key",
                "hash = md5 | md5 is too weak, and CAs refuse it; write sha256, or remove the key",
                "hash = sha3 | unknown digest \"sha3\"; there are sha224, sha256, sha384, sha512",
                "keyUsage = keyCertSign | keyCertSign is for CAs only; remove it",
                "keyUsage = critical | names no usage; name one, or remove the key",
                "keyUsage = digitalSig | unknown usage \"digitalSig\"; there are dataEncipherment,"
                        + " decipherOnly, digitalSignature, encipherOnly, keyAgreement,"
                        + " keyEncipherment, nonRepudiation",
                "tlsfeature = must | unknown feature \"must\"; there are status_request,"
                        + " status_request_v2, and numbers from 0 to 65535",
                "subjectAltName = b.example | \"b.example\" is neither DNS:NAME nor IP:ADDRESS, and"
                        + " a CA proves no others; mend or remove it",
                "subjectAltName = DNS:b.example, | an empty entry; write DNS:NAME, with one comma"
                        + " between two names",
                "subjectAltName = email:a@b.c | \"email:a@b.c\" is neither DNS:NAME nor IP:ADDRESS,"
                        + " and a CA proves no others; mend or remove it",
                "subjectAltName = IP:1.2.3 | \"1.2.3\" is no IP address; write for example"
                        + " IP:192.0.2.1",
                "subjectAltName = DNS:*.b.example | \"*.b.example\": http-01 can't prove wildcard"
                        + " names; list the single names instead",
            })
    void mistakeInAnotherKeyIsNamed(String line, String message) {
        String key = line.substring(0, line.indexOf(' '));

        assertThatThrownBy(() -> CertificateRequest.create(fixture.section(line)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(fixture.file() + ":5: [s] " + key + ": " + message);
    }

    @Test
    void sectionWithoutAnyNameIsRefused() {
        assertThatThrownBy(() -> names("/O=Example"))
                .hasMessage(
                        fixture.file()
                                + ":1: [s] subjectAltName: the section has no name; write"
                                + " DNS:www.example.org, or a CN in the subject");
    }

    @Test
    void moreThanAHundredNamesAreRefused() {
        String many =
                IntStream.rangeClosed(1, 100)
                        .mapToObj(i -> "DNS:n" + i + ".example")
                        .collect(Collectors.joining(","));

        assertThatThrownBy(() -> names("/CN=a.example", "subjectAltName = " + many))
                .hasMessageContaining("101 names are more than the 100");
    }

    private void assertKeyError(String what) {
        assertThatThrownBy(() -> CertificateRequest.create(fixture.section()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        fixture.file() + ":2: [s] certificate-key: " + fixture.key() + " " + what);
    }

    @Test
    void missingKeyFileIsNamedWithACommandThatMakesOne() throws Exception {
        Files.delete(fixture.key());

        assertKeyError(
                "does not exist; make one, for example with: openssl genpkey -algorithm EC -pkeyopt"
                        + " ec_paramgen_curve:P-256 -out "
                        + fixture.key());
    }

    @Test
    void keyFileThatEverybodyReadsIsRefusedWhileItsGroupMay() throws Exception {
        Files.setPosixFilePermissions(fixture.key(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(names("/CN=a.example")).isEqualTo("[DNS:a.example]");

        Files.setPosixFilePermissions(fixture.key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertKeyError("is open to every user of this machine; run: chmod o= " + fixture.key());
    }

    @Test
    void fileWithoutAKeyAndDamagedKeyAreRefused() throws Exception {
        fixture.writeKey("hello\n");
        assertKeyError("holds no private key in PEM form; name the file with the key");

        fixture.writeKey("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertKeyError("holds no key that can be read (damaged PEM?); make a new one");
    }
}
