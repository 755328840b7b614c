package signet.accountd.csr;

import signet.der.Der;
import signet.der.DerException;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads certificate requests, and refuses weak ones. Thread-safe. */
public final class RequestParser {

    /** Makes one. */
    public RequestParser() {}

    /**
     * Reads a request, and looks at all of it.
     *
     * @param der as it came
     * @throws UnacceptableRequestException where {@link #read} or {@link UnverifiedRequest#verify}
     *     refuses it
     */
    public CertificateRequest parse(byte[] der) throws UnacceptableRequestException {
        return read(der).verify();
    }

    /**
     * Reads a request, as far as that takes no time worth mention.
     *
     * @param der as it came
     * @throws UnacceptableRequestException where it is none, can be read in more than one way, or
     *     asks for what no ACME certificate has
     */
    public UnverifiedRequest read(byte[] der) throws UnacceptableRequestException {
        try {
            RequestForm request = RequestForm.read(der);
            RequestedNames names = names(request);
            Names.checkNothingElse(request.subject());
            RequestedExtensions.check(request.extensions());
            return new UnverifiedRequest(request, names);
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
            return names(RequestForm.read(der));
        } catch (DerException e) {
            throw unreadable(e);
        }
    }

    private static RequestedNames names(RequestForm request)
            throws DerException, UnacceptableRequestException {
        return new RequestedNames(request.identifiers(), digest(request.key()));
    }

    static UnacceptableRequestException unreadable(DerException e) {
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
