package signet.master.firewall;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * Addresses of one family, from the first to the last.
 *
 * @param bits how long an address is
 */
record AddressRange(BigInteger first, BigInteger last, int bits) {

    /**
     * Reads {@code 192.0.2.0} or {@code 192.0.2.0/24}.
     *
     * @throws IllegalArgumentException where it is neither
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? prefix(text, Integer.MAX_VALUE)
                : prefix(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Returns a network by the length of its prefix. */
    static AddressRange prefix(String address, int length) {
        AddressRange one = single(InetAddress.ofLiteral(address));
        int host = one.bits - Math.clamp(length, 0, one.bits);
        BigInteger first = one.first.shiftRight(host).shiftLeft(host);
        return new AddressRange(
                first,
                first.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE),
                one.bits);
    }

    /** Returns what is between two addresses, both included. */
    static AddressRange between(String first, String last) {
        AddressRange from = parse(first);
        return new AddressRange(from.first, parse(last).last, from.bits);
    }

    static AddressRange single(InetAddress address) {
        byte[] bytes = address.getAddress();
        BigInteger value = new BigInteger(1, bytes);
        return new AddressRange(value, value, bytes.length * Byte.SIZE);
    }

    boolean contains(AddressRange other) {
        return bits == other.bits
                && first.compareTo(other.first) <= 0
                && last.compareTo(other.last) >= 0;
    }

    /** Says whether these are all addresses of the family. */
    boolean isAll() {
        return first.signum() == 0 && last.bitCount() == bits;
    }
}
