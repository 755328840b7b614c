package signet.acme.client;

import signet.jose.FlattenedJws;
import signet.jose.JsonObject;
import signet.jose.Jwk;

import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Revokes certificates (RFC 8555 section 7.6). */
final class Revocations {

    private static final Operation FIRST = Operation.once("revokeCert");
    private static final Operation SECOND = Operation.repeatable("revokeCert");

    private final Session session;

    Revocations(Session session) {
        this.session = session;
    }

    void revoke(X509Certificate certificate, Optional<RevocationReason> reason)
            throws AcmeException, InterruptedException {
        JsonObject.Builder payload =
                JsonObject.builder()
                        .put("certificate", FlattenedJws.base64Url(encoded(certificate)));
        reason.ifPresent(code -> payload.put("reason", code.code()));
        String text = payload.build().toString();
        boolean ownKey = isOwnKey(certificate);
        Deadline deadline = session.deadline();
        try {
            send(FIRST, ownKey, text, deadline);
        } catch (AcmeException.ConnectionFailed e) {
            if (!e.perhapsReceived()) {
                throw e;
            }
            again(ownKey, text, deadline);
        } catch (AcmeException.ServerProblem e) {
            if (e.httpStatus() < 500 || e.retryAt().isPresent()) {
                throw e;
            }
            again(ownKey, text, deadline);
        }
    }

    /** Here "already revoked" means that the first request had arrived. */
    private void again(boolean ownKey, String payload, Deadline deadline)
            throws AcmeException, InterruptedException {
        try {
            send(SECOND, ownKey, payload, deadline);
        } catch (AcmeException.ServerProblem e) {
            if (!e.problem().is("alreadyRevoked")) {
                throw e;
            }
        }
    }

    private void send(Operation operation, boolean ownKey, String payload, Deadline deadline)
            throws AcmeException, InterruptedException {
        URI url = session.directory().revokeCert();
        if (ownKey) {
            session.postWithJwk(operation, url, payload, deadline);
        } else {
            session.post(operation, url, payload, deadline);
        }
    }

    private boolean isOwnKey(X509Certificate certificate) {
        return session.key()
                .jwk()
                .map(Jwk::key)
                .filter(key -> key.equals(certificate.getPublicKey()))
                .isPresent();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("A certificate without an encoding", e);
        }
    }
}
