package signet.config;

import java.util.EnumSet;
import java.util.Set;

/** The versions of TLS that are still spoken. */
public enum TlsVersion {
    /** RFC 5246. */
    TLS_1_2("TLSv1.2"),
    /** RFC 8446. */
    TLS_1_3("TLSv1.3");

    private final String protocol;

    TlsVersion(String protocol) {
        this.protocol = protocol;
    }

    /** Returns the name that the JDK knows it by. */
    public String protocol() {
        return protocol;
    }

    /**
     * Reads {@code SSL_version}, in the syntax of Perl's IO::Socket::SSL: versions to use,
     * separated by colons, where {@code SSLv23} stands for all and {@code !VERSION} takes one away.
     */
    static Set<TlsVersion> parse(IniEntry entry) throws ConfigException {
        Set<TlsVersion> wanted = EnumSet.noneOf(TlsVersion.class);
        Set<TlsVersion> excluded = EnumSet.noneOf(TlsVersion.class);
        for (String word : entry.value().split("\\s*:\\s*", -1)) {
            boolean not = word.startsWith("!");
            switch (not ? word.substring(1) : word) {
                case "SSLv23", "SSLv2/3", "TLS" ->
                        (not ? excluded : wanted).addAll(EnumSet.allOf(TlsVersion.class));
                case "TLSv1_2", "TLSv12" -> (not ? excluded : wanted).add(TLS_1_2);
                case "TLSv1_3", "TLSv13" -> (not ? excluded : wanted).add(TLS_1_3);
                case "SSLv2", "SSLv3", "TLSv1", "TLSv1_1", "TLSv11" ->
                        refuseUnless(not, entry, word);
                default ->
                        throw entry.error(
                                "unknown version \""
                                        + word
                                        + "\"; write TLSv1_2, TLSv1_3, or both with a colon"
                                        + " between them");
            }
        }
        wanted.removeAll(excluded);
        if (wanted.isEmpty()) {
            throw entry.error("leaves no version of TLS to speak; add TLSv1_2 or TLSv1_3");
        }
        return wanted;
    }

    /** Returns the versions to speak where none are configured. */
    static Set<TlsVersion> all() {
        return EnumSet.allOf(TlsVersion.class);
    }

    private static void refuseUnless(boolean excluded, IniEntry entry, String word)
            throws ConfigException {
        if (!excluded) {
            throw entry.error(
                    word
                            + " is broken and no longer spoken (RFC 8996); write TLSv1_2, TLSv1_3,"
                            + " or remove the key");
        }
    }
}
