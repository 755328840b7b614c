package signet.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the keys of one certificate section. */
final class CertificateSection {

    static final List<String> KEYS =
            List.of(
                    "certificate",
                    "certificate-chain",
                    "certificate-key",
                    "min-days",
                    "CAfile",
                    "hash",
                    "keyUsage",
                    "subject",
                    "subjectAltName",
                    "tlsfeature",
                    "owner",
                    "chown",
                    "mode",
                    "chmod",
                    "notify");

    /** A century: nobody means more, and arithmetic on instants can't overflow. */
    private static final int MAX_DAYS = 36500;

    private final SectionSource source;
    private final SectionReader section;

    CertificateSection(SectionSource source, Specifiers specifiers) {
        this.source = source;
        this.section = new SectionReader(source.section(), specifiers);
    }

    CertificateConfig read() throws ConfigException {
        section.allow(KEYS);
        Optional<Path> certificate = path("certificate");
        Optional<Path> chain = path("certificate-chain");
        if (certificate.isEmpty() && chain.isEmpty()) {
            throw source.error(
                    "certificate",
                    "neither certificate nor certificate-chain is set; say where the certificate"
                            + " is to go");
        }
        return new CertificateConfig(
                source,
                certificate,
                chain,
                required("certificate-key", path("certificate-key"), "the server's key file"),
                section.number("min-days", -MAX_DAYS, MAX_DAYS),
                caFile(),
                section.text("hash"),
                section.text("keyUsage"),
                required("subject", section.text("subject"), "for example /CN=www.example.org"),
                section.text("subjectAltName"),
                section.text("tlsfeature"),
                owner(),
                mode(),
                section.text("notify"));
    }

    private <T> T required(String key, Optional<T> value, String example) throws ConfigException {
        if (value.isEmpty()) {
            throw source.error(key, "is required but not set; set it to " + example);
        }
        return value.get();
    }

    /** Like lacme, a relative path starts at the working directory; nothing is expanded. */
    private Optional<Path> path(String key) throws ConfigException {
        Optional<IniEntry> entry = section.filled(key);
        return entry.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        SectionReader.path(entry.get(), entry.get().value())
                                .toAbsolutePath()
                                .normalize());
    }

    private Optional<Path> caFile() throws ConfigException {
        return section.entry("CAfile").isEmpty() ? Optional.of(SystemRoots.file()) : path("CAfile");
    }

    private Optional<Owner> owner() throws ConfigException {
        Optional<IniEntry> entry = either("owner", "chown");
        return entry.isEmpty() ? Optional.empty() : Optional.of(Owner.parse(entry.get()));
    }

    private OptionalInt mode() throws ConfigException {
        Optional<IniEntry> entry = either("mode", "chmod");
        if (entry.isEmpty()) {
            return OptionalInt.empty();
        }
        String digits = entry.get().value();
        if (!digits.matches("0*[0-7]{1,3}")) {
            throw entry.get()
                    .error(
                            "\""
                                    + digits
                                    + "\" is no octal mode from 0 to 0777; write for example 0644");
        }
        return OptionalInt.of(Integer.parseInt(digits, 8));
    }

    /** Two names for one key: where both are set they must agree. */
    private Optional<IniEntry> either(String key, String alias) throws ConfigException {
        Optional<IniEntry> first = section.filled(key);
        Optional<IniEntry> second = section.filled(alias);
        if (first.isPresent()
                && second.isPresent()
                && !first.get().value().equals(second.get().value())) {
            throw source.error(
                    alias,
                    String.format(
                            Locale.ROOT,
                            "differs from %s, which means the same (%s); remove one of them",
                            key,
                            first.get().where()));
        }
        return first.or(() -> second);
    }
}
