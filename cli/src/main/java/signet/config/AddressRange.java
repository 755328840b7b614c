package signet.config;

import signet.acme.Identifier;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in the notation of RFC 4632 and RFC 4291, such as {@code 192.0.2.0/24}.
 *
 * @param network its first address
 * @param bits how many leading bits all addresses have in common, 0 to 32 or 128
 */
public record AddressRange(InetAddress network, int bits) {

    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/([0-9]{1,3}))?");

    /**
     * Reads a range; a single address is one.
     *
     * @throws IllegalArgumentException where it is none; the message is for who wrote it
     */
    static AddressRange parse(String word) {
        Matcher form = FORM.matcher(word);
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + word + "\" is no address and no range");
        }
        InetAddress network = InetAddress.ofLiteral(Identifier.ip(form.group(1)).value());
        int length = network.getAddress().length * Byte.SIZE;
        int bits = form.group(2) == null ? length : Integer.parseInt(form.group(2));
        AddressRange range = new AddressRange(network, bits);
        if (bits > length || !range.isZeroBeyond()) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" has bits beyond its length; did you mean another one?");
        }
        return range;
    }

    private boolean isZeroBeyond() {
        byte[] bytes = network.getAddress();
        for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
            if (bit(bytes, bit) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Says whether an address is in the range. */
    public boolean contains(Identifier address) {
        if (!address.type().equals("ip")) {
            return false;
        }
        byte[] mine = network.getAddress();
        byte[] other = InetAddress.ofLiteral(address.value()).getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (bit(mine, bit) != bit(other, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    /** Returns it as it is written. */
    @Override
    public String toString() {
        return network.getHostAddress() + "/" + bits;
    }
}
