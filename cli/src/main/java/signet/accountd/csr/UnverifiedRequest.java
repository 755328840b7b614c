package signet.accountd.csr;

import signet.acme.Identifier;
import signet.der.DerException;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Set;

/**
 * A certificate request that has one reading and asks for nothing but what a server needs. Its key
 * was not looked at yet: that takes long, and is for those alone who may have the certificate.
 * Immutable.
 */
public final class UnverifiedRequest {

    private final RequestForm form;
    private final RequestedNames names;

    UnverifiedRequest(RequestForm form, RequestedNames names) {
        this.form = form;
        this.names = names;
    }

    /** Returns the names and addresses in it, wherever they stand. */
    public Set<Identifier> identifiers() {
        return names.identifiers();
    }

    /** Returns the SHA-256 of the key (SubjectPublicKeyInfo), in hexadecimal. */
    public String keyDigest() {
        return names.keyDigest();
    }

    /** Says whether it is for a key; in another encoding than its one, {@link #verify} refuses. */
    public boolean isFor(PublicKey key) {
        return Arrays.equals(form.key().encoding(), key.getEncoded());
    }

    /**
     * Verifies the signature, and looks at the key. Takes up to half a second of a processor, for
     * RSA of 4096 bits.
     *
     * @throws UnacceptableRequestException where the signature is not by the key, or the key or
     *     digest is weak
     */
    public CertificateRequest verify() throws UnacceptableRequestException {
        try {
            PublicKey key = PublicKeys.read(form.key());
            RequestSignature.check(form, key);
            PublicKeys.checkHardToFactor(key);
            return new CertificateRequest(identifiers(), key, keyDigest());
        } catch (DerException e) {
            throw RequestParser.unreadable(e);
        }
    }
}
