package signet.accountd.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.acme.Identifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificate requests as openssl makes them. */
class RequestParserTest {

    private static final String CONF = "[req]\ndistinguished_name=dn\n[dn]\n[ext]\nsubjectAltName=";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"rsa:2048", "rsa:4096", "ed25519", "ec:P-256", "ec:P-384", "ec:P-521"})
    void readsStrongRequests(String key) throws Exception {
        CertificateRequest request =
                new RequestParser()
                        .parse(make(key, "/CN=A.example", "DNS:b.example,IP:2001:db8::1"));
        assertThat(request.identifiers())
                .containsExactlyInAnyOrder(
                        Identifier.dns("a.example"),
                        Identifier.dns("b.example"),
                        Identifier.ip("2001:db8::1"));
        assertThat(request.keyDigest()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa:1024, /CN=a.example, DNS:a.example, too weak",
        "ec:secp224r1, /CN=a.example, DNS:a.example, another curve than P-256",
        "ec:P-256, /CN=a.example, email:a@example, neither a DNS name nor an IP address",
        "ec:P-256, /CN=a.example, URI:https://a.example/, neither a DNS name nor an IP address",
        "ec:P-256, /CN=not a name, DNS:a.example, no DNS name",
        "ec:P-256, /CN=a.example, DNS:a.example., no DNS name",
    })
    void refusesOthers(String key, String subject, String names, String reason) throws Exception {
        byte[] der = make(key, subject, names);
        assertThatThrownBy(() -> new RequestParser().parse(der))
                .isInstanceOf(UnacceptableRequestException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAWeakDigestAnotherKeyAndNoise() throws Exception {
        byte[] weak = make("rsa:2048", "/CN=a.example", "DNS:a.example", "-sha1");
        assertThatThrownBy(() -> new RequestParser().parse(weak)).hasMessageContaining("SHA1");

        byte[] damaged = make("ec:P-256", "/CN=a.example", "DNS:a.example");
        damaged[damaged.length - 1] ^= 1;
        assertThatThrownBy(() -> new RequestParser().parse(damaged))
                .isInstanceOf(UnacceptableRequestException.class)
                .hasMessageContaining("not by its own key");

        for (byte[] noise : List.of(new byte[0], new byte[] {0x30}, new byte[] {1, 2, 3})) {
            assertThatThrownBy(() -> new RequestParser().parse(noise))
                    .isInstanceOf(UnacceptableRequestException.class)
                    .hasMessageContaining("can't be read");
        }
    }

    private byte[] make(String key, String subject, String names, String... more)
            throws IOException, InterruptedException {
        Path conf = Files.writeString(folder.resolve("conf"), CONF + names + "\n");
        Path out = folder.resolve("csr");
        List<String> command =
                new ArrayList<>(List.of("openssl", "req", "-new", "-nodes", "-outform", "DER"));
        if (key.startsWith("ec:")) {
            command.addAll(
                    List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + key.substring(3)));
        } else {
            command.addAll(List.of("-newkey", key));
        }
        command.addAll(List.of("-keyout", folder.resolve("key").toString()));
        command.addAll(List.of("-out", out.toString(), "-subj", subject));
        command.addAll(List.of("-config", conf.toString(), "-reqexts", "ext"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Files.readAllBytes(out);
    }
}
