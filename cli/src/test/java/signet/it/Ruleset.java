package signet.it;

import java.io.IOException;

/** Firewalls that keep everybody out, as administrators and their programs write them. */
enum Ruleset {
    NFT(
            """
            table inet filter {
                chain input {
                    type filter hook input priority filter; policy drop;
                    ct state vmap { established : accept, related : accept, invalid : drop }
                    iif lo accept
                    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                    tcp dport { 22, 25-30 } accept
                }
            }
            """,
            "Opened the firewall: nft chain inet filter input: input ipv4 any address port "),
    NFT_BOTH_WAYS(
            """
            table inet filter {
                chain input {
                    type filter hook input priority filter; policy drop;
                    iif lo accept
                    ct state established accept
                    meta l4proto ipv6-icmp accept
                }
                chain output {
                    type filter hook output priority filter; policy drop;
                    oifname "lo" accept
                    ct state new accept
                    meta l4proto ipv6-icmp accept
                }
            }
            """,
            "nft chain inet filter output: output ipv6"),
    NFT_A_TABLE_FOR_EACH_FAMILY(
            """
            table ip fw {
                chain in { type filter hook input priority -10; policy drop; iif lo accept; }
            }
            table ip6 fw {
                chain in {
                    type filter hook input priority -10; policy drop;
                    iif lo accept
                    meta l4proto ipv6-icmp accept
                }
            }
            """,
            "nft chain ip6 fw in"),
    NFT_REJECT_AT_THE_END(
            """
            table inet mine {
                set banned { type ipv4_addr; elements = { 198.51.100.7 } }
                chain allowed { tcp dport 22 accept; }
                chain input {
                    type filter hook input priority filter;
                    iif lo accept
                    ip saddr @banned drop
                    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                    jump allowed
                    counter reject with icmpx admin-prohibited
                }
            }
            """,
            "nft chain inet mine input"),
    NFT_SEVERAL_CHAINS(
            """
            table inet a {
                chain first {
                    type filter hook input priority -200; policy drop;
                    iif lo accept
                    meta l4proto ipv6-icmp accept
                }
                chain harmless { type filter hook input priority -100; ct state invalid drop; }
            }
            table inet b {
                chain second {
                    type filter hook input priority 50;
                    iif != lo meta l4proto tcp reject
                }
            }
            """,
            "nft chain inet b second"),
    FIREWALLD(
            """
            table inet firewalld {
                chain filter_INPUT {
                    type filter hook input priority filter + 10; policy accept;
                    ct state { established, related } accept
                    ct status dnat accept
                    iifname "lo" accept
                    ct state invalid drop
                    jump filter_INPUT_ZONES
                    reject with icmpx admin-prohibited
                }
                chain filter_INPUT_ZONES { goto filter_IN_public; }
                chain filter_IN_public {
                    jump filter_IN_public_allow
                    meta l4proto { icmp, ipv6-icmp } accept
                    reject with icmpx admin-prohibited
                }
                chain filter_IN_public_allow {
                    tcp dport 22 accept
                    ip6 daddr fe80::/64 udp dport 546 accept
                }
            }
            """,
            "nft chain inet firewalld filter_INPUT"),
    IPTABLES("-P INPUT DROP\n-A INPUT -i lo -j ACCEPT\n", "/usr/sbin/ip6tables-nft INPUT"),
    IPTABLES_REJECT_AT_THE_END(
            """
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -p tcp -m multiport --dports 22,443 -j ACCEPT
            -A INPUT -p tcp -j REJECT
            """,
            "/usr/sbin/iptables-nft INPUT"),
    UFW(
            """
            -P INPUT DROP
            -N ufw-before-input
            -N ufw6-before-input
            -N ufw-user-input
            -A INPUT -j ufw-before-input
            -A ufw-before-input -i lo -j ACCEPT
            -A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A ufw-before-input -j ufw-user-input
            -A ufw-user-input -p tcp --dport 22 -j ACCEPT
            """,
            "Opened the firewall: ufw, /usr/sbin/iptables-nft INPUT");

    private final String rules;
    private final String message;

    Ruleset(String rules, String message) {
        this.rules = rules;
        this.message = message;
    }

    void load(Namespaces network) throws IOException {
        if (rules.startsWith("table")) {
            network.nft(rules);
            return;
        }
        for (String line : rules.lines().toList()) {
            network.inside(("iptables " + line).split(" "));
            network.inside(("ip6tables " + line).split(" "));
        }
        // No IPv6 neighbour is found without this.
        network.inside("ip6tables", "-I", "INPUT", "-p", "ipv6-icmp", "-j", "ACCEPT");
    }

    /** Returns what is told when it is opened. */
    String message() {
        return message;
    }
}
