package signet.accountd.csr;

import signet.acme.Identifier;
import signet.der.Der;
import signet.der.DerException;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names in a certificate, or in a request for one, wherever they stand. */
final class Names {

    private static final String COMMON_NAME = "2.5.4.3";

    /** RFC 5280 section 4.2.1.6. */
    private static final int DNS_NAME = 0x82;

    private static final int IP_ADDRESS = 0x87;

    private Names() {}

    /**
     * Returns all of them.
     *
     * @throws UnacceptableRequestException where there is none, or one that is neither a DNS name
     *     nor an address
     */
    static Set<Identifier> of(Der subject, Extensions extensions)
            throws DerException, UnacceptableRequestException {
        Set<Identifier> names = new LinkedHashSet<>();
        var alternatives = extensions.alternativeNames();
        if (alternatives.isPresent()) {
            for (Der name : alternatives.get().children(Der.SEQUENCE)) {
                names.add(alternative(name));
            }
        }
        for (Attribute attribute : attributes(subject)) {
            if (attribute.type().equals(COMMON_NAME)) {
                names.add(commonName(attribute.value().ascii()));
            }
        }
        if (names.isEmpty()) {
            throw new UnacceptableRequestException("it is for no name at all");
        }
        return names;
    }

    /** A CA takes the rest of a subject into a certificate without having proved it. */
    static void checkNothingElse(Der subject) throws DerException, UnacceptableRequestException {
        for (Attribute attribute : attributes(subject)) {
            if (!attribute.type().equals(COMMON_NAME)) {
                throw new UnacceptableRequestException(
                        "its subject has the attribute "
                                + attribute.type()
                                + ", where only CN (2.5.4.3) may stand");
            }
        }
    }

    private record Attribute(String type, Der value) {}

    private static List<Attribute> attributes(Der subject)
            throws DerException, UnacceptableRequestException {
        List<Attribute> attributes = new ArrayList<>();
        for (Der part : subject.children(Der.SEQUENCE)) {
            if (part.children(Der.SET).isEmpty()) {
                throw new UnacceptableRequestException("its subject has a part without attributes");
            }
            for (Der attribute : part.children(Der.SET)) {
                List<Der> pair = attribute.children(Der.SEQUENCE, 2);
                attributes.add(new Attribute(pair.getFirst().objectIdentifier(), pair.getLast()));
            }
        }
        return attributes;
    }

    private static Identifier alternative(Der name)
            throws DerException, UnacceptableRequestException {
        return switch (name.tag()) {
            case DNS_NAME -> dns(name.asciiContent());
            case IP_ADDRESS -> address(name.content());
            default ->
                    throw new UnacceptableRequestException(
                            "it is for something that is neither a DNS name nor an IP address");
        };
    }

    private static Identifier commonName(String text) throws UnacceptableRequestException {
        try {
            Identifier address = Identifier.ip(text);
            if (address.value().equals(text)) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            return dns(text);
        }
        throw new UnacceptableRequestException("it is for an address that is not in its one form");
    }

    private static Identifier dns(String text) throws UnacceptableRequestException {
        try {
            return Identifier.dns(text);
        } catch (IllegalArgumentException _) {
            throw new UnacceptableRequestException("it is for a name that is no DNS name");
        }
    }

    private static Identifier address(byte[] bytes) throws UnacceptableRequestException {
        try {
            return Identifier.ip(bytes);
        } catch (IllegalArgumentException _) {
            throw new UnacceptableRequestException(
                    "it is for an address that is none, or one of IPv4 in the form of IPv6");
        }
    }
}
