package signet.accountd.csr;

import signet.acme.Identifier;
import signet.der.Der;
import signet.der.DerException;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Set;

/** Reads certificate requests, and refuses weak ones. Thread-safe. */
public final class RequestParser {

    /** Makes one. */
    public RequestParser() {}

    /**
     * Reads a request.
     *
     * @param der as it came
     * @throws UnacceptableRequestException where it is none, can be read in more than one way, its
     *     signature is not by its key, its key or digest is weak, or it asks for what no ACME
     *     certificate has
     */
    public CertificateRequest parse(byte[] der) throws UnacceptableRequestException {
        try {
            RequestForm request = RequestForm.read(der);
            Set<Identifier> identifiers = request.identifiers();
            Names.checkNothingElse(request.subject());
            RequestedExtensions.check(request.extensions());
            PublicKey key = PublicKeys.read(request.key());
            RequestSignature.check(request, key);
            return new CertificateRequest(identifiers, key, digest(request.key()));
        } catch (DerException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads what a request is for, whether it is acceptable or not.
     *
     * @param der as it came
     * @throws UnacceptableRequestException where it is none, or can be read in more than one way
     */
    public RequestedNames names(byte[] der) throws UnacceptableRequestException {
        try {
            RequestForm request = RequestForm.read(der);
            return new RequestedNames(request.identifiers(), digest(request.key()));
        } catch (DerException e) {
            throw unreadable(e);
        }
    }

    private static UnacceptableRequestException unreadable(DerException e) {
        return new UnacceptableRequestException("it can't be read (" + e.reason() + ")");
    }

    private static String digest(Der info) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(info.encoding());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
