package signet.signer.request;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of {@link AcmeOperation}, under the names that policies and logs use. */
public enum OperationKind {
    /** Section 7.3: create an account. */
    NEW_ACCOUNT("newAccount"),
    /** Section 7.3.1: find the account of a key. */
    ACCOUNT_LOOKUP("account-lookup"),
    /** Section 7.3.2: change contacts, agree to terms. */
    ACCOUNT_UPDATE("account-update"),
    /** Section 7.3.4: prove an account elsewhere, the inner JWS. */
    EXTERNAL_ACCOUNT_BINDING("externalAccountBinding"),
    /** Sections 7.3.6 and 7.5.2: give up an account, or an authorization. */
    DEACTIVATION("deactivation"),
    /** Section 7.3.5: replace the account's key. */
    KEY_CHANGE("keyChange"),
    /** Section 7.4: order a certificate. */
    NEW_ORDER("newOrder"),
    /** Section 7.4.1: authorize a name beforehand. */
    NEW_AUTHORIZATION("newAuthz"),
    /** Section 7.5.1: ask for validation. */
    CHALLENGE("challenge"),
    /** Section 7.4: hand in the CSR. */
    FINALIZE("finalize"),
    /** Section 7.6: revoke a certificate. */
    REVOCATION("revokeCert"),
    /** Section 6.3: read a resource. */
    POST_AS_GET("POST-as-GET");

    private final String label;

    OperationKind(String label) {
        this.label = label;
    }

    /** Returns the kind with a name, or empty where none has it. */
    public static Optional<OperationKind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findAny();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return label;
    }
}
