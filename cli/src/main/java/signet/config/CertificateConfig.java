package signet.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One section of {@code signet-certs.conf}: one certificate.
 *
 * @param source the section as it stands in its file, for messages
 * @param certificate where the certificate goes
 * @param certificateChain where the certificate with its chain goes; at least one of the two is set
 * @param certificateKey the server's private key
 * @param minDays days of validity that need no renewal; negative: always renew; empty: what suits
 *     the certificate's lifetime
 * @param caFile the roots that the chain is verified against; empty: no verification, on purpose
 * @param hash the digest that the request is signed with; empty: what suits the key
 * @param keyUsage the requested key usage, in OpenSSL's text form
 * @param subject the requested subject, in the syntax of {@code openssl req -subj}
 * @param subjectAltName the requested names, in OpenSSL's text form
 * @param tlsFeature the requested TLS features, in OpenSSL's text form
 * @param owner whom the installed files belong to
 * @param mode the permission bits of the installed files, 0 to 0777; empty: 0644 without the umask
 * @param notifyCommand the command for {@code /bin/sh -c} after installation
 */
public record CertificateConfig(
        SectionSource source,
        Optional<Path> certificate,
        Optional<Path> certificateChain,
        Path certificateKey,
        OptionalInt minDays,
        Optional<Path> caFile,
        Optional<String> hash,
        Optional<String> keyUsage,
        String subject,
        Optional<String> subjectAltName,
        Optional<String> tlsFeature,
        Optional<Owner> owner,
        OptionalInt mode,
        Optional<String> notifyCommand) {

    /** Returns the section's name. */
    public String name() {
        return source.name();
    }

    /** Makes an error about one of this section's keys. */
    public ConfigException error(String key, String whatAndMend) {
        return source.error(key, whatAndMend);
    }

    /** Returns the file that says how long the certificate is still valid. */
    public Path installed() {
        return certificateChain.or(this::certificate).orElseThrow();
    }
}
