package signet.master.certificate;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.limits.NameCount;

import java.net.IDN;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers the names of a section: the subject's common names, and those of subjectAltName. */
final class NameParser {

    private static final int MAX_DNS_LENGTH = 253;
    private static final Pattern DNS_NAME =
            Pattern.compile(
                    "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?=[^.]*[a-z])"
                            + "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private final CertificateConfig config;
    private final Set<RequestedName> names = new LinkedHashSet<>();

    private NameParser(CertificateConfig config) {
        this.config = config;
    }

    /** Returns the names without repetition, the subject's first; at least one. */
    static List<RequestedName> parse(CertificateConfig config, List<String> commonNames)
            throws ConfigException {
        NameParser parser = new NameParser(config);
        for (String name : commonNames) {
            parser.addCommonName(name.strip());
        }
        for (String word : config.subjectAltName().orElse("").split(",", -1)) {
            parser.addAlternative(word.strip());
        }
        if (parser.names.isEmpty()) {
            throw config.error(
                    "subjectAltName",
                    "the section has no name; write DNS:www.example.org, or a CN in the subject");
        }
        if (parser.names.size() > NameCount.MOST) {
            throw config.error(
                    "subjectAltName",
                    String.format(
                            Locale.ROOT,
                            "%d names are more than the %d that one certificate may have; split the"
                                    + " section",
                            parser.names.size(),
                            NameCount.MOST));
        }
        return List.copyOf(parser.names);
    }

    private void addCommonName(String name) throws ConfigException {
        Optional<InetAddress> address = IpText.parse(name);
        names.add(address.isPresent() ? ip(address.get()) : dns("subject", name));
    }

    private void addAlternative(String word) throws ConfigException {
        int colon = word.indexOf(':');
        String type = colon < 0 ? word : word.substring(0, colon).strip();
        String value = colon < 0 ? "" : word.substring(colon + 1).strip();
        switch (type.toLowerCase(Locale.ROOT)) {
            case "" -> skipOnlyNothing(word);
            case "dns" -> names.add(dns("subjectAltName", value));
            case "ip", "ip address" -> names.add(ip(address(value)));
            default ->
                    throw config.error(
                            "subjectAltName",
                            String.format(
                                    Locale.ROOT,
                                    "\"%s\" is neither DNS:NAME nor IP:ADDRESS, and a CA proves no"
                                            + " others; mend or remove it",
                                    word));
        }
    }

    private void skipOnlyNothing(String word) throws ConfigException {
        if (!word.isEmpty() || config.subjectAltName().isPresent()) {
            throw config.error(
                    "subjectAltName",
                    "an empty entry; write DNS:NAME, with one comma between two names");
        }
    }

    private InetAddress address(String value) throws ConfigException {
        return IpText.parse(value)
                .orElseThrow(
                        () ->
                                config.error(
                                        "subjectAltName",
                                        String.format(
                                                Locale.ROOT,
                                                "\"%s\" is no IP address; write for example"
                                                        + " IP:192.0.2.1",
                                                value)));
    }

    private static RequestedName ip(InetAddress address) {
        return new RequestedName(RequestedName.Kind.IP, IpText.format(address));
    }

    private RequestedName dns(String key, String name) throws ConfigException {
        if (name.startsWith("*.")) {
            throw config.error(
                    key,
                    String.format(
                            Locale.ROOT,
                            "\"%s\": http-01 can't prove wildcard names; list the single names"
                                    + " instead",
                            name));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.length() > MAX_DNS_LENGTH || !DNS_NAME.matcher(lower).matches()) {
            throw config.error(
                    key,
                    String.format(
                            Locale.ROOT, "\"%s\" is not a full DNS name; %s", name, mend(name)));
        }
        return new RequestedName(RequestedName.Kind.DNS, lower);
    }

    /** Not converted silently: two editions of IDNA make different names of some letters. */
    private static String mend(String name) {
        if (name.chars().anyMatch(c -> c > 0x7f)) {
            try {
                return "write it in ASCII, as \""
                        + IDN.toASCII(name.toLowerCase(Locale.ROOT))
                        + "\"";
            } catch (IllegalArgumentException _) {
                return "it can't be written in ASCII either";
            }
        }
        return "write labels of letters, digits and hyphens with dots between them, at least two";
    }
}
