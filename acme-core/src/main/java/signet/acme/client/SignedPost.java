package signet.acme.client;

import signet.jose.FlattenedJws;
import signet.jose.JsonObject;
import signet.signer.SignerException;

import java.net.URI;
import java.time.Duration;

/**
 * A POST whose body is a JWS (RFC 8555 section 6.2). It is signed anew, with a new nonce, each time
 * that it is sent.
 */
record SignedPost(
        Operation operation,
        URI url,
        String payload,
        Signatory signatory,
        AccountKey key,
        Nonces nonces,
        HttpTransport transport)
        implements Request {

    /** Adds to the protected header who signs: {@code kid} or {@code jwk}. */
    interface Signatory {
        JsonObject.Builder addTo(JsonObject.Builder header);
    }

    /** Gives a nonce. */
    interface Nonces {
        String take() throws AcmeException, InterruptedException;
    }

    @Override
    public HttpReply send(Duration timeout) throws AcmeException, InterruptedException {
        JsonObject.Builder header = JsonObject.builder().put("alg", key.algorithm().name());
        JsonObject protectedHeader =
                signatory
                        .addTo(header)
                        .put("nonce", nonces.take())
                        .put("url", url.toString())
                        .build();
        FlattenedJws jws = sign(FlattenedJws.Unsigned.of(protectedHeader, payload));
        return transport.post(operation.name(), url, jws.toJson(), timeout);
    }

    private FlattenedJws sign(FlattenedJws.Unsigned unsigned) throws AcmeException {
        try {
            return unsigned.with(key.sign(unsigned.signingInput()));
        } catch (SignerException e) {
            throw new AcmeException.SigningFailed(operation.name(), e);
        }
    }
}
