package signet.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Section {@code [client]} of {@code signet.conf}.
 *
 * @param sockets the sockets of signers, of which the first that answers is used; none for {@link
 *     AccountdConfig#defaultSocket}
 * @param runAs whom the client runs as
 * @param command the client's command; empty for ours
 * @param server the ACME server's directory, an https URL
 * @param timeout how long the client polls for a result in all; zero for no limit of this kind
 * @param caFile the roots that the server's own certificate must chain to; empty for the system's
 * @param tlsVersions the versions of TLS to speak to the server, at least one
 * @param cipherSuites the cipher suites to offer, by their JDK names; empty for the JDK's choice
 */
public record ClientConfig(
        List<Path> sockets,
        RunAs runAs,
        List<String> command,
        URI server,
        Duration timeout,
        Optional<Path> caFile,
        Set<TlsVersion> tlsVersions,
        List<String> cipherSuites) {

    static final List<String> KEYS =
            List.of(
                    "socket",
                    "user",
                    "group",
                    "command",
                    "server",
                    "timeout",
                    "CAfile",
                    "SSL_verify",
                    "SSL_version",
                    "SSL_cipher_list");

    private static final URI LETS_ENCRYPT =
            URI.create("https://acme-v02.api.letsencrypt.org/directory");

    /** Copies the collections. */
    public ClientConfig {
        sockets = List.copyOf(sockets);
        command = List.copyOf(command);
        tlsVersions = Set.copyOf(tlsVersions);
        cipherSuites = List.copyOf(cipherSuites);
    }

    static ClientConfig of(IniFile file, Specifiers specifiers) throws ConfigException {
        SectionReader section = new SectionReader(file.section("client"), specifiers);
        section.allow(KEYS);
        refuseNoVerification(section);
        Optional<IniEntry> version = section.filled("SSL_version");
        Optional<IniEntry> ciphers = section.filled("SSL_cipher_list");
        return new ClientConfig(
                sockets(section, Dialect.of(file.file()), specifiers),
                RunAs.of(section, Dialect.of(file.file()).clientUser()),
                section.words("command"),
                server(section),
                section.seconds("timeout", 30, 0, 86400),
                section.absolutePath("CAfile"),
                version.isPresent() ? TlsVersion.parse(version.get()) : TlsVersion.all(),
                ciphers.isPresent() ? CipherSuites.parse(ciphers.get()) : List.of());
    }

    private static List<Path> sockets(SectionReader section, Dialect dialect, Specifiers specifiers)
            throws ConfigException {
        List<Path> named = section.absolutePaths("socket");
        return named.isEmpty() ? dialect.lacmesSocket(specifiers).stream().toList() : named;
    }

    private static void refuseNoVerification(SectionReader section) throws ConfigException {
        if (!section.yesNo("SSL_verify", true)) {
            throw section.entry("SSL_verify")
                    .orElseThrow()
                    .error(
                            "the ACME server's certificate is always verified, as anybody between"
                                + " could answer in its place; remove the key, and for a private CA"
                                + " set CAfile to the file with its root certificate");
        }
    }

    private static URI server(SectionReader section) throws ConfigException {
        Optional<IniEntry> entry = section.filled("server");
        if (entry.isEmpty()) {
            return LETS_ENCRYPT;
        }
        String url = entry.get().value();
        if (!ConfigFiles.isUrl(url, "https")) {
            throw entry.get()
                    .error(
                            "\""
                                    + url
                                    + "\" is not an https URL; write the URL of the ACME server's"
                                    + " directory, such as "
                                    + LETS_ENCRYPT);
        }
        return URI.create(url);
    }
}
