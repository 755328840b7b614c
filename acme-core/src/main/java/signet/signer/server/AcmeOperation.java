package signet.signer.server;

import signet.jose.JsonException;
import signet.jose.JsonObject;

/**
 * What a request asks of the ACME server (RFC 8555 section 7), told by the shape of its payload:
 * the URL of a request is opaque, as only the server's directory gives it a meaning.
 */
public enum AcmeOperation {
    /** Section 7.3: create an account, or look one up. */
    NEW_ACCOUNT("newAccount"),
    /** Section 7.3.2: change contacts, agree to terms. */
    UPDATE_ACCOUNT("account update"),
    /** Sections 7.3.6 and 7.5.2: give up an account or an authorization. */
    DEACTIVATE("deactivate"),
    /** Section 7.4: order a certificate, or (7.4.1) authorize a name beforehand. */
    NEW_ORDER("newOrder"),
    /** Section 7.4: hand in the CSR. */
    FINALIZE("finalize"),
    /** Section 7.5.1: ask for validation. */
    CHALLENGE("challenge"),
    /** Section 7.6. */
    REVOKE_CERT("revokeCert"),
    /** Section 7.3.5, the outer JWS. */
    KEY_CHANGE("keyChange"),
    /** Section 6.3: read a resource. */
    POST_AS_GET("POST-as-GET"),
    /** None of them. */
    UNKNOWN("unknown operation");

    private final String label;

    AcmeOperation(String label) {
        this.label = label;
    }

    /**
     * Tells the operation.
     *
     * @param newKey whether the protected header holds the key itself rather than the account URL
     * @param payload the decoded payload, not checked in any way; empty for POST-as-GET
     */
    static AcmeOperation of(boolean newKey, byte[] payload) {
        if (payload.length == 0) {
            return POST_AS_GET;
        }
        try {
            return of(newKey, JsonObject.parse(payload));
        } catch (JsonException e) {
            return UNKNOWN;
        }
    }

    private static AcmeOperation of(boolean newKey, JsonObject payload) throws JsonException {
        if (payload.has("certificate")) {
            return REVOKE_CERT;
        }
        if (newKey) {
            return NEW_ACCOUNT;
        }
        if (payload.names().isEmpty()) {
            return CHALLENGE;
        }
        if (payload.has("csr")) {
            return FINALIZE;
        }
        if (payload.has("identifiers") || payload.has("identifier")) {
            return NEW_ORDER;
        }
        if (payload.has("protected") && payload.has("signature")) {
            return KEY_CHANGE;
        }
        if (payload.has("status")) {
            return payload.string("status").orElse("").equals("deactivated") ? DEACTIVATE : UNKNOWN;
        }
        return payload.has("contact") || payload.has("termsOfServiceAgreed")
                ? UPDATE_ACCOUNT
                : UNKNOWN;
    }

    /** Returns the name of the operation as the log shows it. */
    @Override
    public String toString() {
        return label;
    }
}
