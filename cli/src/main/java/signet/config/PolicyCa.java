package signet.config;

import signet.acme.HttpsUrl;
import signet.acme.UnsafeUrlException;
import signet.signer.request.CaOrigin;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CA that a policy knows: section {@code [ca NAME]}.
 *
 * @param name how rules call it
 * @param origins the servers whose URLs are this CA's
 * @param account the URL of the account there; any where it is empty
 * @param externalKeyId the key ID of the external account (RFC 8555 section 7.3.4)
 * @param externalKeyFile where its secret is, base64url
 */
public record PolicyCa(
        String name,
        Set<CaOrigin> origins,
        Optional<URI> account,
        Optional<String> externalKeyId,
        Optional<Path> externalKeyFile) {

    static final List<String> KEYS =
            List.of("directory", "hosts", "account", "eab-kid", "eab-key-file");

    /** Copies the origins. */
    public PolicyCa {
        origins = Set.copyOf(origins);
    }

    static PolicyCa of(String name, String where, SectionReader section) throws ConfigException {
        section.allow(KEYS);
        IniEntry directory =
                section.filled("directory")
                        .orElseThrow(
                                () ->
                                        new ConfigException(
                                                where
                                                        + ": \"directory\" is missing; set it to"
                                                        + " the URL of the CA's directory"));
        Set<CaOrigin> origins = new LinkedHashSet<>();
        origins.add(CaOrigin.of(url(directory, directory.value())));
        Optional<IniEntry> hosts = section.filled("hosts");
        if (hosts.isPresent()) {
            for (String host : Lists.words(hosts.get())) {
                origins.add(CaOrigin.of(url(hosts.get(), "https://" + host + "/")));
            }
        }
        Optional<URI> account = Optional.empty();
        if (section.filled("account").isPresent()) {
            IniEntry entry = section.filled("account").get();
            account = Optional.of(url(entry, entry.value()));
            if (!origins.contains(CaOrigin.of(account.get()))) {
                throw entry.error("this account is not one of the CA; add its host to \"hosts\"");
            }
        }
        Optional<String> keyId = section.text("eab-kid");
        Optional<Path> keyFile = section.absolutePath("eab-key-file");
        if (keyId.isPresent() != keyFile.isPresent()) {
            throw section.filled(keyId.isPresent() ? "eab-kid" : "eab-key-file")
                    .orElseThrow()
                    .error("\"eab-kid\" and \"eab-key-file\" go together; set both or none");
        }
        return new PolicyCa(name, origins, account, keyId, keyFile);
    }

    private static URI url(IniEntry entry, String text) throws ConfigException {
        try {
            return HttpsUrl.parse(entry.key(), text);
        } catch (UnsafeUrlException e) {
            throw entry.error("\"" + text + "\" is not an https URL with a host");
        }
    }
}
