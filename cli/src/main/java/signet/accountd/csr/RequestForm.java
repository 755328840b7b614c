package signet.accountd.csr;

import signet.acme.Identifier;
import signet.der.Der;
import signet.der.DerException;
import signet.limits.NameCount;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/**
 * The parts of a certificate request (RFC 2986 section 4), in the one form that all readers
 * understand alike.
 *
 * @param signed what the signature is of
 * @param subject the name
 * @param key the SubjectPublicKeyInfo
 * @param extensions what is asked for
 * @param algorithm of the signature
 * @param signature the signature itself
 */
record RequestForm(
        Der signed, Der subject, Der key, Extensions extensions, Der algorithm, Der signature) {

    private static final int ATTRIBUTES = 0xa0;

    /** RFC 2985 section 5.4.2. Microsoft has another one for the same, which is none of ACME's. */
    private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

    /**
     * Takes a request apart.
     *
     * @throws DerException where it is not in the form of DER, or not a request
     * @throws UnacceptableRequestException where it can be read in more than one way
     */
    static RequestForm read(byte[] der) throws DerException, UnacceptableRequestException {
        List<Der> parts = Der.parse(der).children(Der.SEQUENCE, 3);
        List<Der> info = parts.getFirst().children(Der.SEQUENCE, 4);
        if (!info.getFirst().integer().equals(BigInteger.ZERO)) {
            throw new UnacceptableRequestException("its version is not 1");
        }
        return new RequestForm(
                parts.getFirst(),
                info.get(1),
                info.get(2),
                extensions(info.get(3)),
                parts.get(1),
                parts.getLast());
    }

    private static Extensions extensions(Der attributes)
            throws DerException, UnacceptableRequestException {
        List<Der> all = attributes.children(ATTRIBUTES);
        if (all.isEmpty()) {
            return Extensions.NONE;
        }
        for (Der attribute : all) {
            String type = attribute.children(Der.SEQUENCE, 2).getFirst().objectIdentifier();
            if (!type.equals(EXTENSION_REQUEST)) {
                throw new UnacceptableRequestException(
                        "it has the attribute " + type + ", and extensionRequest alone may stand");
            }
        }
        List<Der> values = all.getFirst().children(Der.SEQUENCE).getLast().children(Der.SET);
        if (all.size() > 1 || values.size() != 1) {
            throw new UnacceptableRequestException(
                    "it has more than one list of extensions, or an empty one");
        }
        return Extensions.read(values.getFirst());
    }

    /** Returns all names that it is for. */
    Set<Identifier> identifiers() throws DerException, UnacceptableRequestException {
        Set<Identifier> identifiers = Names.of(subject, extensions);
        if (identifiers.size() > NameCount.MOST) {
            throw new UnacceptableRequestException(
                    "it is for more than " + NameCount.MOST + " names and addresses");
        }
        return identifiers;
    }
}
