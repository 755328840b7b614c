package signet.accountd.csr;

import signet.der.Der;
import signet.der.DerException;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a server's certificate may be asked to have: a list, as CAs know more than we do. */
final class RequestedExtensions {

    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;
    private static final int MAX_KEY_IDENTIFIER = 64;
    private static final BigInteger MAX_FEATURE = BigInteger.valueOf(0xffff);

    /** serverAuth and clientAuth. */
    private static final Set<String> USAGES = Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

    private RequestedExtensions() {}

    /** Refuses what is not on the list. */
    static void check(Extensions extensions) throws DerException, UnacceptableRequestException {
        for (Map.Entry<String, Der> extension : extensions.values().entrySet()) {
            Der value = Extensions.inner(extension.getValue());
            boolean allowed =
                    switch (extension.getKey()) {
                        case Extensions.ALTERNATIVE_NAMES -> true;
                        case "2.5.29.15" -> isKeyUsage(value.namedBits());
                        case "2.5.29.37" -> areUsages(value.children(Der.SEQUENCE));
                        // No member at all means that it is no CA.
                        case "2.5.29.19" -> value.children(Der.SEQUENCE).isEmpty();
                        case "2.5.29.14" -> isKeyIdentifier(value.octets());
                        case "1.3.6.1.5.5.7.1.24" -> areFeatures(value.children(Der.SEQUENCE));
                        default ->
                                throw new UnacceptableRequestException(
                                        "it asks for the extension "
                                                + extension.getKey()
                                                + ", which a server's certificate needs not");
                    };
            if (!allowed) {
                throw new UnacceptableRequestException(
                        "its extension "
                                + extension.getKey()
                                + " is not for the certificate of a server");
            }
        }
    }

    /** RFC 5280 section 4.2.1.3: at least one bit, and none of those of a CA. */
    private static boolean isKeyUsage(BitSet bits) {
        return !bits.isEmpty() && !bits.get(KEY_CERT_SIGN) && !bits.get(CRL_SIGN);
    }

    private static boolean areUsages(List<Der> usages) throws DerException {
        Set<String> seen = new HashSet<>();
        for (Der usage : usages) {
            String id = usage.objectIdentifier();
            if (!USAGES.contains(id) || !seen.add(id)) {
                return false;
            }
        }
        return !seen.isEmpty();
    }

    private static boolean isKeyIdentifier(byte[] octets) {
        return octets.length > 0 && octets.length <= MAX_KEY_IDENTIFIER;
    }

    /** RFC 7633 section 4: numbers of TLS extensions. */
    private static boolean areFeatures(List<Der> features) throws DerException {
        Set<BigInteger> seen = new HashSet<>();
        for (Der feature : features) {
            BigInteger number = feature.integer();
            if (number.signum() < 0 || number.compareTo(MAX_FEATURE) > 0 || !seen.add(number)) {
                return false;
            }
        }
        return !seen.isEmpty();
    }
}
