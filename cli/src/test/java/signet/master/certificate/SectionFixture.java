package signet.master.certificate;

import signet.config.CertificateConfig;
import signet.config.CertificateConfigs;
import signet.config.Identity;
import signet.config.Specifiers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A directory with a server key and a file with one section, {@code [s]}. */
public record SectionFixture(Path directory) {

    private static final Specifiers SPECIFIERS =
            new Specifiers(new Identity("root", 0, "root", 0, Path.of("/root")), Map.of());

    /** Returns the section with a subject of a.example and further lines, from line 5 on. */
    public CertificateConfig section(String... more) throws Exception {
        return sectionWithSubject("/CN=a.example", more);
    }

    /** Returns the section with this subject, which is on line 4. */
    public CertificateConfig sectionWithSubject(String subject, String... more) throws Exception {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "[s]",
                                "certificate-key = " + key(),
                                "certificate = " + directory.resolve("leaf.pem"),
                                "subject = " + subject));
        lines.addAll(List.of(more));
        Files.write(file(), lines);
        CertificateConfigs configs = CertificateConfigs.load(List.of(file()), SPECIFIERS);
        if (!configs.broken().isEmpty()) {
            throw configs.broken().firstEntry().getValue();
        }
        return configs.find("s").orElseThrow();
    }

    /** Returns the name of the configuration file. */
    public Path file() {
        return directory.resolve("certs.conf");
    }

    /** Returns the name of the key file. */
    public Path key() {
        return directory.resolve("server.key");
    }

    /** Makes a key pair and writes the private key, mode 0600, PKCS#8. */
    public KeyPair makeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        writeKey(
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        return pair;
    }

    /** Writes a key file with any content, mode 0600. */
    public void writeKey(String text) throws IOException {
        Files.writeString(key(), text);
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
    }
}
