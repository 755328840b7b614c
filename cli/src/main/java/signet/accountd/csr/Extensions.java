package signet.accountd.csr;

import signet.der.Der;
import signet.der.DerException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The extensions of a certificate, or of a request for one (RFC 5280 section 4.1.2.9), each once.
 *
 * @param values their values by object identifier, in order
 */
record Extensions(Map<String, Der> values) {

    static final Extensions NONE = new Extensions(Map.of());

    static final String ALTERNATIVE_NAMES = "2.5.29.17";

    /** Reads them. */
    static Extensions read(Der sequence) throws DerException, UnacceptableRequestException {
        Map<String, Der> values = new LinkedHashMap<>();
        for (Der extension : sequence.children(Der.SEQUENCE)) {
            List<Der> parts = extension.children(Der.SEQUENCE);
            // Not critical is the default, which DER does not write.
            boolean critical = parts.size() > 2 && parts.get(1).bool();
            if (parts.size() != (critical ? 3 : 2)) {
                throw new UnacceptableRequestException("it has an extension that is none");
            }
            String id = parts.getFirst().objectIdentifier();
            if (values.put(id, parts.getLast()) != null) {
                throw new UnacceptableRequestException("it has the extension " + id + " twice");
            }
        }
        if (values.isEmpty()) {
            throw new UnacceptableRequestException("it has a list of no extensions");
        }
        return new Extensions(values);
    }

    /** Returns the names in the one extension for them, where there is one. */
    Optional<Der> alternativeNames() throws DerException {
        Der value = values.get(ALTERNATIVE_NAMES);
        return value == null ? Optional.empty() : Optional.of(inner(value));
    }

    /** Returns what the octets of an extension are. */
    static Der inner(Der value) throws DerException {
        return Der.parse(value.octets());
    }
}
