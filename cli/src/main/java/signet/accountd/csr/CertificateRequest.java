package signet.accountd.csr;

import signet.acme.Identifier;

import java.security.PublicKey;
import java.util.Set;

/**
 * What a certificate request asks for.
 *
 * @param identifiers the names and addresses in it, wherever they stand
 * @param key the public key
 * @param keyDigest the SHA-256 of the key (SubjectPublicKeyInfo), in hexadecimal
 */
public record CertificateRequest(Set<Identifier> identifiers, PublicKey key, String keyDigest) {

    /** Copies the identifiers. */
    public CertificateRequest {
        identifiers = Set.copyOf(identifiers);
    }
}
