package signet.acme.client;

import signet.acme.HttpsUrl;
import signet.acme.MalformedResourceException;
import signet.acme.UnsafeUrlException;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.net.URI;

/** Turns answers into resources, and what is wrong with them into errors that say where. */
final class Replies {

    private Replies() {}

    /** Makes a resource of a JSON object. */
    interface Reader<T> {
        T read(JsonObject json) throws MalformedResourceException;
    }

    static <T> T resource(String operation, HttpReply reply, Reader<T> reader)
            throws AcmeException {
        try {
            return reader.read(reply.json());
        } catch (JsonException e) {
            throw violation(operation, reply, String.valueOf(e.getMessage()));
        } catch (MalformedResourceException e) {
            throw malformed(operation, reply, e);
        }
    }

    /** Returns the URL of the resource that was made (RFC 8555 sections 7.3 and 7.4). */
    static URI location(String operation, HttpReply reply) throws AcmeException {
        String text =
                reply.header("Location")
                        .orElseThrow(() -> violation(operation, reply, "no Location"));
        try {
            return HttpsUrl.parse("Location", text);
        } catch (UnsafeUrlException e) {
            throw malformed(operation, reply, e);
        }
    }

    static AcmeException malformed(
            String operation, HttpReply reply, MalformedResourceException failure) {
        String reason = String.valueOf(failure.getMessage());
        return failure instanceof UnsafeUrlException unsafe
                ? new AcmeException.UnsafeUrl(operation, unsafe.url(), reason)
                : violation(operation, reply, reason);
    }

    static AcmeException violation(String operation, HttpReply reply, String reason) {
        return new AcmeException.ProtocolViolation(operation, reply.url(), reason);
    }
}
