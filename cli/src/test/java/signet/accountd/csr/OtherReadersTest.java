package signet.accountd.csr;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.accountd.csr.TestRequest.EXTENSION_REQUEST;
import static signet.accountd.csr.TestRequest.alternatives;
import static signet.accountd.csr.TestRequest.attributeOf;
import static signet.accountd.csr.TestRequest.extension;
import static signet.accountd.csr.TestRequest.names;
import static signet.accountd.csr.TestRequest.requesting;
import static signet.accountd.csr.TestRequest.subject;
import static signet.testing.DerWriter.element;
import static signet.testing.DerWriter.sequence;
import static signet.testing.DerWriter.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.acme.Identifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Programs that are not ours find the same names in what is accepted, and make what is. */
class OtherReadersTest {

    /** The same ones in each run: what fails once fails again. */
    private static final long SEED = 15;

    private static final int MUTATIONS = 6000;

    private static final Pattern OPENSSL_SUBJECT = Pattern.compile("CN ?= ?([^,+\\n]+)");
    private static final Pattern OPENSSL_NAME = Pattern.compile("(DNS|IP Address):([^,\\n]*)");

    @TempDir private Path folder;
    private final TestRequest request = new TestRequest();

    /** What is signed is mutated, and signed again: an attacker has the key. */
    @Test
    void opensslFindsTheSameNamesInMutatedRequests() throws Exception {
        Random random = new Random(SEED);
        List<byte[]> infos = infos();
        Set<String> seen = new HashSet<>();
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] info = infos.get(random.nextInt(infos.size())).clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                info = mutated(info, random);
            }
            byte[] der = request.signed(info);
            Set<Identifier> identifiers;
            try {
                identifiers = new RequestParser().parse(der).identifiers();
            } catch (UnacceptableRequestException e) {
                continue;
            }
            if (seen.add(Arrays.toString(info))) {
                accepted++;
                assertThat(openssl(der)).as("mutation %d", i).isEqualTo(texts(identifiers));
            }
        }
        // It is of no use to compare nothing.
        assertThat(accepted).isGreaterThan(50);
    }

    private List<byte[]> infos() {
        byte[] usage = extension("2.5.29.15", new byte[] {3, 2, 5, (byte) 0xa0});
        byte[] feature = extension("1.3.6.1.5.5.7.1.24", sequence(new byte[] {2, 1, 5}));
        byte[] mixed =
                alternatives(
                        text(0x82, "a.example"),
                        text(0x82, "*.b.example"),
                        element(0x87, new byte[] {(byte) 192, 0, 2, 1}),
                        element(
                                0x87,
                                new byte[] {32, 1, 13, -72, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        return List.of(
                request.info(subject("a.example"), requesting(names("a.example"))),
                request.info(subject(), requesting(usage, mixed, feature)),
                request.info(subject("a.example", "b.example")),
                request.info(
                        subject("a.example"),
                        attributeOf(EXTENSION_REQUEST, sequence(usage, names("b.example")))));
    }

    private static byte[] mutated(byte[] of, Random random) {
        int at = random.nextInt(of.length);
        int kind = random.nextInt(5);
        byte[] bytes = of.clone();
        switch (kind) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at]++;
            case 3 -> {
                // A name's letters are where changes have a meaning.
                int letter = at;
                while (letter < bytes.length && (bytes[letter] < 'a' || bytes[letter] > 'z')) {
                    letter++;
                }
                if (letter < bytes.length) {
                    bytes[letter] = (byte) " -.*_0A\0z:@".charAt(random.nextInt(11));
                }
            }
            default -> {
                // Two neighbours swapped, as in a set that is out of order.
                int next = Math.min(at + 1, bytes.length - 1);
                byte kept = bytes[at];
                bytes[at] = bytes[next];
                bytes[next] = kept;
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl req -new -key KEY -subj /CN=a.example -addext subjectAltName=DNS:b.example"
                        + " -outform DER -out CSR",
                "openssl req -new -key KEY -subj / -addext"
                    + " subjectAltName=DNS:b.example,IP:192.0.2.1,IP:2001:db8::1 -addext"
                    + " keyUsage=critical,digitalSignature,keyEncipherment -addext"
                    + " extendedKeyUsage=serverAuth,clientAuth -addext tlsfeature=status_request"
                    + " -addext basicConstraints=critical,CA:FALSE -addext"
                    + " subjectKeyIdentifier=hash -outform DER -out CSR",
                "openssl req -new -key KEY -subj /CN=a.example -outform DER -out CSR",
                "certtool --generate-request --load-privkey KEY --template TEMPLATE --outder"
                        + " --outfile CSR",
                "keytool -genkeypair -keystore STORE -storepass changeit -alias a -keyalg EC -dname"
                    + " CN=a.example;keytool -certreq -keystore STORE -storepass changeit -alias a"
                    + " -ext SAN=DNS:b.example,IP:192.0.2.1 -file PEM;openssl req -in PEM -outform"
                    + " DER -out CSR",
            })
    void takesWhatOtherProgramsMake(String commands) throws Exception {
        Path csr = folder.resolve("csr");
        Path key = folder.resolve("key");
        run(
                "openssl",
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-out",
                key.toString());
        Files.writeString(
                folder.resolve("template"),
                """
                cn = "a.example"
                dns_name = "a.example"
                dns_name = "b.example"
                ip_address = "192.0.2.1"
                tls_www_server
                signing_key
                """);
        for (String command : commands.split(";", -1)) {
            run(
                    Arrays.stream(command.split(" ", -1))
                            .map(
                                    word ->
                                            switch (word) {
                                                case "KEY" -> key.toString();
                                                case "CSR" -> csr.toString();
                                                case "TEMPLATE", "STORE", "PEM" ->
                                                        folder.resolve(
                                                                        word.toLowerCase(
                                                                                Locale.ROOT))
                                                                .toString();
                                                default -> word;
                                            })
                            .toArray(String[]::new));
        }
        byte[] der = Files.readAllBytes(csr);
        Set<Identifier> identifiers = new RequestParser().parse(der).identifiers();
        assertThat(openssl(der)).isEqualTo(texts(identifiers)).isNotEmpty();
    }

    private static Set<String> texts(Set<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::toString).collect(Collectors.toSet());
    }

    /** Returns the names that openssl prints, in our way of writing. */
    private Set<String> openssl(byte[] der) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("seen"), der);
        String text =
                run(
                        "openssl",
                        "req",
                        "-inform",
                        "DER",
                        "-in",
                        file.toString(),
                        "-noout",
                        "-subject",
                        "-text",
                        "-verify",
                        "-nameopt",
                        "utf8,sep_comma_plus_space");
        assertThat(text).contains("verify OK");
        Set<String> names = new HashSet<>();
        Matcher subject = OPENSSL_SUBJECT.matcher(text);
        while (subject.find()) {
            names.add(identifier(subject.group(1).strip()));
        }
        Matcher name = OPENSSL_NAME.matcher(text);
        while (name.find()) {
            names.add(
                    name.group(1).equals("DNS")
                            ? Identifier.dns(name.group(2)).toString()
                            : Identifier.ip(name.group(2)).toString());
        }
        return names;
    }

    private static String identifier(String text) {
        try {
            return Identifier.ip(text).toString();
        } catch (IllegalArgumentException _) {
            return Identifier.dns(text).toString();
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        List<String> words = List.of(command);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", words, output).isZero();
        return output;
    }
}
