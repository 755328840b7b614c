package signet.accountd.csr;

import signet.acme.Identifier;

import java.util.Set;

/**
 * Whom a certificate request is for. It was not looked at whether a CA should get it.
 *
 * @param identifiers the names and addresses in it, wherever they stand
 * @param keyDigest the SHA-256 of the key (SubjectPublicKeyInfo), in hexadecimal
 */
public record RequestedNames(Set<Identifier> identifiers, String keyDigest) {

    /** Copies the identifiers. */
    public RequestedNames {
        identifiers = Set.copyOf(identifiers);
    }
}
