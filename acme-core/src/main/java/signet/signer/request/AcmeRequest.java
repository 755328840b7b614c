package signet.signer.request;

import signet.signer.protocol.SigningRequest;

import java.net.URI;
import java.util.Optional;

/**
 * A request of ACME that was read and found well-formed.
 *
 * @param jws its text
 * @param keyId the account's URL; empty where the header holds the key itself
 * @param url where it is to be sent
 * @param operation what it asks for
 */
public record AcmeRequest(
        SigningRequest jws, Optional<URI> keyId, URI url, AcmeOperation operation) {

    /** Returns what it asks for, without the particulars. */
    public OperationKind kind() {
        return operation.kind();
    }

    /** Returns the server that it is for. */
    public CaOrigin origin() {
        return CaOrigin.of(url);
    }
}
