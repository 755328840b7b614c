package signet.accountd.csr;

import signet.acme.Identifier;
import signet.der.Der;
import signet.der.DerException;

import java.util.List;
import java.util.Set;

/** Reads certificates that are to be revoked. Nobody's signature is verified. */
public final class RevokedCertificate {

    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;

    /** Serial number, algorithm, issuer, validity, subject, key. */
    private static final int ALWAYS = 6;

    private static final int SUBJECT = 4;

    private RevokedCertificate() {}

    /**
     * Returns the names and addresses that a certificate is for, wherever they stand.
     *
     * @param der the certificate
     * @throws UnacceptableRequestException where it is not one certificate in DER and nothing else,
     *     or is not for names and addresses alone
     */
    public static Set<Identifier> names(byte[] der) throws UnacceptableRequestException {
        try {
            Der signed = Der.parse(der).children(Der.SEQUENCE, 3).getFirst();
            List<Der> parts = signed.children(Der.SEQUENCE);
            int first = !parts.isEmpty() && parts.getFirst().tag() == VERSION ? 1 : 0;
            List<Der> rest = parts.subList(Math.min(first + ALWAYS, parts.size()), parts.size());
            // Unique identifiers, which could stand before the extensions, have gone out of use.
            if (parts.size() < first + ALWAYS
                    || parts.get(first).tag() != Der.INTEGER
                    || rest.size() > 1) {
                throw new UnacceptableRequestException("it is no certificate of an ACME server");
            }
            return Names.of(parts.get(first + SUBJECT), extensions(rest));
        } catch (DerException e) {
            throw new UnacceptableRequestException("it can't be read (" + e.reason() + ")");
        }
    }

    private static Extensions extensions(List<Der> rest)
            throws DerException, UnacceptableRequestException {
        return rest.isEmpty()
                ? Extensions.NONE
                : Extensions.read(rest.getFirst().children(EXTENSIONS, 1).getFirst());
    }
}
