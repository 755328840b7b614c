package signet.signer.server;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;

/**
 * A signing request whose protected header is one of ACME (RFC 8555 section 6.2).
 *
 * @param jws the request
 * @param header the decoded protected header
 * @param operation what it asks for, as far as the payload's shape tells
 * @param url where it is to be sent
 */
public record AcmeRequest(
        SigningRequest jws, JsonObject header, AcmeOperation operation, String url) {

    /**
     * Checks a request.
     *
     * @param algorithm the only one to accept
     * @throws InvalidRequestException where it is none of ACME; the message is the reason
     */
    static AcmeRequest of(SigningRequest jws, SignatureAlgorithm algorithm)
            throws InvalidRequestException {
        try {
            JsonObject header = JsonObject.parse(jws.decodedHeader());
            if (!header.requiredString("alg").equals(algorithm.name())) {
                throw new JsonException("\"alg\" is not " + algorithm);
            }
            header.requiredString("nonce");
            String url = header.requiredString("url");
            boolean newKey = header.object("jwk").isPresent();
            if (newKey == header.string("kid").isPresent()) {
                throw new JsonException("not exactly one of \"jwk\" and \"kid\"");
            }
            return new AcmeRequest(jws, header, operation(newKey, jws), url);
        } catch (JsonException | IllegalArgumentException e) {
            throw new InvalidRequestException(
                    "invalid JWS Protected Header (" + e.getMessage() + ")");
        }
    }

    private static AcmeOperation operation(boolean newKey, SigningRequest jws)
            throws InvalidRequestException {
        try {
            return AcmeOperation.of(newKey, jws.decodedPayload());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("malformed JWS Payload");
        }
    }

    /** The request is none of ACME. */
    static final class InvalidRequestException extends Exception {
        InvalidRequestException(String reason) {
            super(reason);
        }

        /** Returns the reason; never null, unlike the message of other exceptions. */
        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
