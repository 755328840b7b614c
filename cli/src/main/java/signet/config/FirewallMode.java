package signet.config;

import java.util.Locale;
import java.util.Optional;

/** How the firewall is opened while the webserver listens. */
public enum FirewallMode {
    /** As the machine needs it; what can't be done is a warning. */
    AUTO,
    /** By nft alone; what can't be done is an error. */
    NFT,
    /** By iptables and ip6tables alone; what can't be done is an error. */
    IPTABLES,
    /** Not at all. */
    NO;

    /** Reads the keys {@code firewall} and {@code iptables}, which is lacme's. */
    static FirewallMode of(SectionReader section) throws ConfigException {
        Optional<IniEntry> entry = section.filled("firewall");
        Optional<IniEntry> lacmes = section.filled("iptables");
        boolean iptables = section.yesNo("iptables", false);
        if (entry.isEmpty()) {
            return lacmes.isEmpty() ? AUTO : (iptables ? IPTABLES : NO);
        }
        FirewallMode mode = parse(entry.get());
        boolean contradicted = iptables ? mode == NO || mode == NFT : mode != NO;
        if (lacmes.isPresent() && contradicted) {
            throw lacmes.get()
                    .error(
                            "contradicts \"firewall = "
                                    + entry.get().value()
                                    + "\" in line "
                                    + entry.get().line()
                                    + "; remove this line");
        }
        return mode;
    }

    private static FirewallMode parse(IniEntry entry) throws ConfigException {
        return switch (entry.value().toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTO;
            case "nft" -> NFT;
            case "iptables" -> IPTABLES;
            case "no" -> NO;
            default ->
                    throw entry.error(
                            "\"" + entry.value() + "\" is none of auto, nft, iptables, no");
        };
    }
}
