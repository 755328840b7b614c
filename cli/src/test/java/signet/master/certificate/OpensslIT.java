package signet.master.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.config.ConfigException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads the keys that OpenSSL writes, and lets OpenSSL read our requests. */
class OpensslIT {

    @TempDir private Path directory;
    private SectionFixture fixture = new SectionFixture(Path.of("/"));

    @BeforeEach
    void openFixture() {
        fixture = new SectionFixture(directory);
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void makeKey(String command) throws Exception {
        Files.deleteIfExists(fixture.key());
        openssl(command.replaceFirst(" ", " -out " + fixture.key() + " ").split(" ", -1));
        fixture.writeKey(Files.readString(fixture.key()));
    }

    private String requestText(String subject, String... lines) throws Exception {
        Path file = directory.resolve("request.der");
        Files.write(
                file, CertificateRequest.create(fixture.sectionWithSubject(subject, lines)).der());
        return openssl(
                "req", "-in", file.toString(), "-inform", "DER", "-noout", "-text", "-verify");
    }

    @ParameterizedTest
    @CsvSource({
        "genrsa 2048, sha256WithRSAEncryption",
        "genrsa -traditional 2048, sha256WithRSAEncryption",
        "ecparam -name prime256v1 -genkey, ecdsa-with-SHA256",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384, ecdsa-with-SHA384",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521, ecdsa-with-SHA512",
        "genpkey -algorithm ED25519, ED25519"
    })
    void opensslVerifiesRequestsWithEveryKindOfKey(String command, String algorithm)
            throws Exception {
        makeKey(command);

        assertThat(requestText("/CN=a.example"))
                .contains("verify OK")
                .contains("Signature Algorithm: " + algorithm);
    }

    @Test
    void thePublicKeyNeedNotBeInTheFile() throws Exception {
        makeKey("ecparam -name prime256v1 -genkey");
        String key = fixture.key().toString();
        openssl("ec", "-in", key, "-no_public", "-out", key);
        assertThat(openssl("asn1parse", "-in", key)).doesNotContain("BIT STRING");

        assertThat(requestText("/CN=a.example")).contains("verify OK");
    }

    @Test
    void aPublicKeyOfAnotherPrivateOneIsFoundOut() throws Exception {
        makeKey("ecparam -name prime256v1 -noout -genkey");
        byte[] other = pem(fixture.key());
        makeKey("ecparam -name prime256v1 -noout -genkey");
        byte[] mixed = pem(fixture.key());
        // An ECPrivateKey of RFC 5915 ends with the coordinates.
        System.arraycopy(other, other.length - 64, mixed, mixed.length - 64, 64);
        fixture.writeKey(
                "-----BEGIN EC PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(mixed)
                        + "\n-----END EC PRIVATE KEY-----\n");

        assertThatThrownBy(
                        () ->
                                CertificateRequest.create(
                                        fixture.sectionWithSubject("/CN=a.example")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("does not sign (damaged?)");
    }

    private static byte[] pem(Path file) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----.*", ""));
    }

    @Test
    void opensslSeesTheSameRequestAsLacmeMakes() throws Exception {
        makeKey("genrsa 2048");
        Path config = directory.resolve("req.cnf");
        Files.writeString(
                config,
                """
                [req]
                distinguished_name = dn
                req_extensions = v3_req
                [dn]
                [v3_req]
                basicConstraints = critical, CA:FALSE
                subjectKeyIdentifier = hash
                keyUsage = critical, digitalSignature, keyEncipherment
                subjectAltName = DNS:a.example, DNS:b.example, IP:2001:db8::1
                tlsfeature = status_request, 17
                """);
        String subject = "/C=DE/O=A \\/ B+OU=x/emailAddress=a@b.example/CN=a.example";
        Path reference = directory.resolve("reference.der");
        openssl(
                "req",
                "-new",
                "-batch",
                "-utf8",
                "-sha384",
                "-outform",
                "DER",
                "-key",
                fixture.key().toString(),
                "-subj",
                subject,
                "-config",
                config.toString(),
                "-out",
                reference.toString());

        requestText(
                subject,
                "hash = sha384",
                "keyUsage = digitalSignature, keyEncipherment",
                "subjectAltName = DNS:b.example, IP:2001:db8::1",
                "tlsfeature = status_request, 17");

        // PKCS#1 v1.5 signatures are deterministic, so equal requests are equal to the last bit.
        assertThat(directory.resolve("request.der")).hasSameBinaryContentAs(reference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "genrsa 1024 | is an RSA key of 1024 bits; use RSA of at least 2048 bits, EC on"
                        + " P-256, P-384 or P-521, or Ed25519",
                "ecparam -name secp256k1 -genkey | is an EC key on an unsupported curve; use RSA of"
                        + " at least 2048 bits, EC on P-256, P-384 or P-521, or Ed25519",
                "genpkey -algorithm ED448 | is a key of an unsupported type; use RSA of at least"
                        + " 2048 bits, EC on P-256, P-384 or P-521, or Ed25519",
                "genrsa -aes256 -passout pass:x 2048 | is encrypted, and nobody is there to type"
                        + " its password; store it decrypted, with mode 0600",
                "genrsa -traditional -aes256 -passout pass:x 2048 | is encrypted, and nobody is"
                        + " there to type its password; store it decrypted, with mode 0600",
            })
    void unfitKeyIsNamedWithWhatWouldDo(String command, String message) throws Exception {
        makeKey(command);

        assertThatThrownBy(() -> CertificateRequest.create(fixture.section()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        fixture.file()
                                + ":2: [s] certificate-key: "
                                + fixture.key()
                                + " "
                                + message);
    }
}
