package signet.master.firewall;

import java.net.Inet6Address;
import java.net.InetAddress;

/** A version of IP, with the names that the packet filters have for it. */
enum Family {
    IPV4("ip", "ipv4", "iptables", "/proc/net/ip_tables_names"),
    IPV6("ip6", "ipv6", "ip6tables", "/proc/net/ip6_tables_names");

    private final String nft;
    private final String nfproto;
    private final String iptables;
    private final String legacyTables;

    Family(String nft, String nfproto, String iptables, String legacyTables) {
        this.nft = nft;
        this.nfproto = nfproto;
        this.iptables = iptables;
        this.legacyTables = legacyTables;
    }

    static Family of(InetAddress address) {
        return address instanceof Inet6Address ? IPV6 : IPV4;
    }

    /** Returns nft's name of the family and of the protocol. */
    String nft() {
        return nft;
    }

    /** Returns nft's name in {@code meta nfproto}. */
    String nfproto() {
        return nfproto;
    }

    /** Returns the name of the program. */
    String iptables() {
        return iptables;
    }

    /** Returns the kernel's list of the tables that the legacy program has made. */
    String legacyTables() {
        return legacyTables;
    }
}
