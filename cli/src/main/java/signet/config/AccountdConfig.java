package signet.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code signet-accountd.conf} says; it has a default section only.
 *
 * @param privkey the account key's reference, such as {@code file:/etc/signet/account.key}
 * @param gpg the gpg command with its options, words separated by blanks
 * @param socket where to listen; see {@link #defaultSocket}
 * @param logfile where to log to besides standard error
 * @param keyId the account's URL, where the client is not to manage the account
 * @param quiet whether standard error gets only what matters
 * @param idleTimeout after which a silent connection is closed, 1 second to 1 week
 * @param maxConnections how many connections are open at once, 1 to 65536
 * @param passwordFile the file with the key's password or the token's PIN
 * @param policy the policy file; without one, all requests of ACME are signed
 * @param token what concerns PKCS#11 tokens
 * @param approval what concerns requests that wait for a person
 * @param audit where decisions are recorded, if they are
 */
public record AccountdConfig(
        Optional<String> privkey,
        String gpg,
        Optional<Path> socket,
        Optional<Path> logfile,
        Optional<String> keyId,
        boolean quiet,
        Duration idleTimeout,
        int maxConnections,
        Optional<Path> passwordFile,
        Optional<Path> policy,
        TokenConfig token,
        ApprovalConfig approval,
        Optional<AuditConfig> audit) {

    private static final List<String> OWN_KEYS =
            List.of(
                    "privkey",
                    "gpg",
                    "socket",
                    "logfile",
                    "keyid",
                    "quiet",
                    "idle-timeout",
                    "max-connections",
                    "password-file",
                    "policy");

    static final List<String> KEYS =
            Stream.of(OWN_KEYS, TokenConfig.KEYS, ApprovalConfig.KEYS, AuditConfig.KEYS)
                    .flatMap(List::stream)
                    .toList();

    /** The schemes whose value is a path. In a PKCS#11 URI the percent sign has its own meaning. */
    private static final Set<String> PATH_SCHEMES = Set.of("file", "gpg", "unix");

    private static final int WEEK = 7 * 24 * 3600;

    /**
     * Reads the configuration.
     *
     * @param explicitFile the file given on the command line, which must exist; specifiers in it
     *     are expanded. Without it {@code %E/signet/signet-accountd.conf}, or else lacme's {@code
     *     %E/lacme/lacme-accountd.conf}, which may both be missing
     * @throws ConfigException where the file or a value in it is wrong
     * @throws IOException where reading the file fails
     */
    public static AccountdConfig load(Optional<Path> explicitFile, Specifiers specifiers)
            throws ConfigException, IOException {
        Path file = locate(explicitFile, specifiers);
        boolean missing = explicitFile.isEmpty() && ConfigFiles.isMissing(file);
        IniFile ini =
                missing ? IniFile.empty(file) : IniFile.read(file, TrustedFiles.of(specifiers));
        ConfigFiles.allowSections(ini, List.of());
        SectionReader section = new SectionReader(ini.section(""), specifiers);
        section.allow(KEYS);
        return new AccountdConfig(
                privkey(section, specifiers),
                section.text("gpg").orElse("gpg --quiet"),
                section.absolutePath("socket").or(() -> Dialect.of(file).lacmesSocket(specifiers)),
                section.absolutePath("logfile"),
                keyId(section),
                section.yesNo("quiet", false),
                section.seconds("idle-timeout", 600, 1, WEEK),
                section.number("max-connections", 1024, 1, 65536),
                section.absolutePath("password-file"),
                section.absolutePath("policy"),
                TokenConfig.of(section),
                ApprovalConfig.of(section),
                AuditConfig.of(section));
    }

    private static Path locate(Optional<Path> explicitFile, Specifiers specifiers)
            throws ConfigException {
        Path ours = ConfigFiles.locate(explicitFile, "signet-accountd.conf", specifiers);
        Path lacmes = specifiers.expandPath("%E/lacme/lacme-accountd.conf");
        boolean fallBack =
                explicitFile.isEmpty()
                        && ConfigFiles.isMissing(ours)
                        && !ConfigFiles.isMissing(lacmes);
        return fallBack ? lacmes : ours;
    }

    /**
     * Returns the socket's path where none is configured: {@code %t/S.signet}.
     *
     * @throws ConfigException where there is no run-time directory
     */
    public static Path defaultSocket(Specifiers specifiers) throws ConfigException {
        return specifiers.expandPath("%t/S.signet");
    }

    /**
     * Expands the specifiers in the path of a key reference, be it from the file or from the
     * command line. A {@code pkcs11:} reference has none: there the percent sign encodes bytes (RFC
     * 7512), so that it is left as it is.
     *
     * @throws ConfigException for an unknown or undefined specifier
     */
    public static String expandPrivkey(String privkey, Specifiers specifiers)
            throws ConfigException {
        int colon = privkey.indexOf(':');
        return colon > 0 && PATH_SCHEMES.contains(privkey.substring(0, colon))
                ? privkey.substring(0, colon + 1) + specifiers.expand(privkey.substring(colon + 1))
                : privkey;
    }

    private static Optional<String> privkey(SectionReader section, Specifiers specifiers)
            throws ConfigException {
        Optional<IniEntry> entry = section.filled("privkey");
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(expandPrivkey(entry.get().value(), specifiers));
        } catch (ConfigException e) {
            throw entry.get().error(e.getMessage());
        }
    }

    private static Optional<String> keyId(SectionReader section) throws ConfigException {
        Optional<IniEntry> entry = section.filled("keyid");
        if (entry.isPresent() && !ConfigFiles.isUrl(entry.get().value(), "https", "http")) {
            throw entry.get()
                    .error(
                            "\""
                                    + entry.get().value()
                                    + "\" is not an account URL; copy the \"Key ID\" that"
                                    + " \"signet account\" prints");
        }
        return entry.map(IniEntry::value);
    }
}
