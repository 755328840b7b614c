package signet.acme;

import signet.jose.JsonObject;
import signet.text.Printable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a certificate can be for: a DNS name (RFC 8555 section 7.1.4) or an IP address (RFC 8738).
 *
 * @param type {@code dns}, {@code ip}, or one that we do not know but a CA may send
 * @param value the name in lower case, or the address in its canonical text form
 */
public record Identifier(String type, String value) {

    private static final String DNS = "dns";
    private static final String IP = "ip";
    private static final int MAX_NAME = 253;
    private static final int IPV4_BYTES = 4;
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** What some take for an address, and others refuse (WHATWG URL, "ends in a number"). */
    private static final Pattern ENDS_IN_A_NUMBER =
            Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private static final Pattern NAME =
            Pattern.compile(
                    "(?:\\*\\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)"
                            + "(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");

    /**
     * Makes the identifier of a DNS name; {@code *.} in front makes it a wildcard.
     *
     * @throws IllegalArgumentException where it is no name of letters, digits and hyphens, or its
     *     last label is a number, decimal or hexadecimal; the message is for the person who wrote
     *     it
     */
    public static Identifier dns(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        // The lower case of a letter that is none of ASCII may be one: that of the Kelvin sign is
        // k.
        boolean ascii = name.chars().allMatch(letter -> letter < 0x80);
        if (!ascii || lower.length() > MAX_NAME || !NAME.matcher(lower).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + Printable.of(name)
                            + "\" is not a DNS name; write names with other"
                            + " letters than a to z in their xn-- form");
        }
        // An address would be one thing to who reads it as a name, and another to who does not.
        if (ENDS_IN_A_NUMBER.matcher(lower).matches()) {
            throw new IllegalArgumentException(
                    "\"" + lower + "\" is not a DNS name, as it ends in a number like an address");
        }
        return new Identifier(DNS, lower);
    }

    /**
     * Makes the identifier of an IPv4 or IPv6 address, written without brackets.
     *
     * @throws IllegalArgumentException where it is none, or one of IPv4 in the form of IPv6, which
     *     is another address to some and the same to others
     */
    public static Identifier ip(String address) {
        InetAddress literal = literal(address);
        if (literal instanceof Inet4Address && !IPV4.matcher(address).matches()) {
            throw mapped(Printable.of(address));
        }
        return new Identifier(IP, IpText.canonical(literal));
    }

    private static InetAddress literal(String address) {
        try {
            // The JDK also takes brackets, zones, and IPv4 addresses of fewer parts.
            if (IPV4.matcher(address).matches() || IPV6.matcher(address).matches()) {
                return InetAddress.ofLiteral(address);
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "\"" + Printable.of(address) + "\" is not an IPv4 or IPv6 address");
    }

    /**
     * Makes the identifier of an address as certificates have it (RFC 5280 section 4.2.1.6).
     *
     * @param address 4 bytes, or 16
     * @throws IllegalArgumentException as for a text
     */
    public static Identifier ip(byte[] address) {
        InetAddress known;
        try {
            known = InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    address.length + " bytes are not an IPv4 or IPv6 address", e);
        }
        if (known instanceof Inet4Address && address.length > IPV4_BYTES) {
            throw mapped("::ffff:" + known.getHostAddress());
        }
        return new Identifier(IP, IpText.canonical(known));
    }

    private static IllegalArgumentException mapped(String address) {
        return new IllegalArgumentException(
                "\"" + address + "\" is an IPv4 address in the form of IPv6; write it as IPv4");
    }

    /** Reads an identifier. Of a type that we do not know, the value is made safe to print. */
    public static Identifier fromJson(JsonObject json) throws MalformedResourceException {
        ResourceReader reader = new ResourceReader("the identifier", json);
        String type = reader.requiredString("type");
        String value = reader.requiredString("value");
        try {
            return switch (type) {
                case DNS -> dns(value);
                case IP -> ip(value);
                default -> new Identifier(Printable.of(type), Printable.of(value));
            };
        } catch (IllegalArgumentException e) {
            throw reader.wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the object that stands for it in requests. */
    public JsonObject toJson() {
        return JsonObject.builder().put("type", type).put("value", value).build();
    }

    /** Says whether it is a wildcard name, which http-01 can't prove. */
    public boolean isWildcard() {
        return type.equals(DNS) && value.startsWith("*.");
    }

    /** Returns it for people. */
    @Override
    public String toString() {
        return type.equals(DNS) ? value : type + ":" + value;
    }
}
