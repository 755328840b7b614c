package signet.config;

import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the webserver listens. */
public sealed interface ListenAddress {

    /**
     * An IP address and a port, written {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}.
     *
     * @param address the address, resolved
     */
    record Tcp(InetSocketAddress address) implements ListenAddress {

        /** Says whether this is an address of IPv6. */
        public boolean isIpv6() {
            return address.getAddress() instanceof Inet6Address;
        }

        @Override
        public String toString() {
            String host = address.getAddress().getHostAddress();
            return (isIpv6() ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    /**
     * A UNIX socket, for a web server in front.
     *
     * @param path its full path
     */
    record Unix(Path path) implements ListenAddress {

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Reads the list of addresses, separated by blanks or commas. */
    static List<ListenAddress> parseAll(IniEntry entry) throws ConfigException {
        Set<ListenAddress> addresses = new LinkedHashSet<>();
        for (String word : entry.value().split("[\\s,]+", -1)) {
            if (!word.isEmpty()) {
                addresses.add(Parser.parse(entry, word));
            }
        }
        if (addresses.isEmpty()) {
            throw entry.error("names no address; write for example 0.0.0.0:80 [::]:80");
        }
        return List.copyOf(addresses);
    }

    /** Reads one address. */
    final class Parser {

        private static final Pattern IPV4 =
                Pattern.compile("((?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?::([0-9]{1,5}))?");
        private static final Pattern IPV6 =
                Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})\\](?::([0-9]{1,5}))?");

        /** The kernel's limit for the path of a UNIX socket, in bytes. */
        private static final int MAX_UNIX_PATH = 107;

        private Parser() {}

        private static ListenAddress parse(IniEntry entry, String word) throws ConfigException {
            if (word.startsWith("/")) {
                if (word.getBytes(StandardCharsets.UTF_8).length > MAX_UNIX_PATH) {
                    throw entry.error(
                            "\"" + word + "\" is too long for a socket: at most 107 bytes");
                }
                return new Unix(SectionReader.path(entry, word));
            }
            for (Pattern form : List.of(IPV4, IPV6)) {
                Matcher matcher = form.matcher(word);
                if (matcher.matches()) {
                    return new Tcp(
                            new InetSocketAddress(
                                    address(entry, word, matcher.group(1)),
                                    port(entry, word, matcher.group(2))));
                }
            }
            throw invalid(entry, word);
        }

        private static InetAddress address(IniEntry entry, String word, String literal)
                throws ConfigException {
            try {
                return InetAddress.ofLiteral(literal);
            } catch (IllegalArgumentException _) {
                throw invalid(entry, word);
            }
        }

        private static int port(IniEntry entry, String word, @Nullable String digits)
                throws ConfigException {
            int port = digits == null ? 80 : Integer.parseInt(digits);
            if (port < 1 || port > 65535) {
                throw invalid(entry, word);
            }
            return port;
        }

        private static ConfigException invalid(IniEntry entry, String word) {
            return entry.error(
                    "invalid address \""
                            + word
                            + "\"; write IPV4:PORT, [IPV6]:PORT, or the full path of a UNIX"
                            + " socket");
        }
    }
}
