package signet.acme;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The canonical text of addresses that RFC 8738 section 3 asks for: for IPv6 that of RFC 5952. */
final class IpText {

    private static final int GROUPS = 8;

    private IpText() {}

    static String canonical(InetAddress address) {
        if (address instanceof Inet4Address) {
            return String.valueOf(address.getHostAddress());
        }
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        return text(groups);
    }

    private static String text(int[] groups) {
        int start = longestZeros(groups);
        int end = start < 0 ? -1 : zerosEnd(groups, start);
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < GROUPS) {
            if (i == start) {
                text.append("::");
                i = end;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
                i++;
            }
        }
        return text.toString();
    }

    /** Returns where the first of the longest runs of two or more zero groups starts, or -1. */
    private static int longestZeros(int[] groups) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; i = Math.max(i + 1, zerosEnd(groups, i))) {
            int length = zerosEnd(groups, i) - i;
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        return best;
    }

    private static int zerosEnd(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end;
    }
}
