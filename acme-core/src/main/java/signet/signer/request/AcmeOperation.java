package signet.signer.request;

import signet.acme.Identifier;
import signet.jose.Jwk;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a request asks of the ACME server (RFC 8555 section 7), told by the shape of its payload
 * alone: the URL of a request is opaque, as only the server gives it a meaning. The shapes are
 * disjoint.
 *
 * <p>What shapes can't tell apart is one operation: whether a deactivation is one of the account or
 * of an authorization, which challenge is answered, which resource is read.
 */
public sealed interface AcmeOperation {

    /** Returns its kind. */
    OperationKind kind();

    /**
     * Creates an account; also a look-up that has more members than one has.
     *
     * @param contacts as asked for
     * @param agreed whether the CA's terms of service are agreed to
     * @param external the CA's name of the account elsewhere that it is bound to
     */
    record NewAccount(List<String> contacts, boolean agreed, Optional<String> external)
            implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.NEW_ACCOUNT;
        }
    }

    /** Finds the account of the key, and creates none. */
    record AccountLookup() implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.ACCOUNT_LOOKUP;
        }
    }

    /**
     * Changes the account.
     *
     * @param contacts as asked for; an empty list removes all, and none changes nothing
     * @param agreed whether the CA's terms of service are agreed to
     */
    record AccountUpdate(Optional<List<String>> contacts, boolean agreed) implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.ACCOUNT_UPDATE;
        }
    }

    /**
     * The JWS in a {@link NewAccount} that shows an account elsewhere; made with a shared secret.
     *
     * @param keyId the CA's name of the secret
     */
    record ExternalAccountBinding(String keyId) implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.EXTERNAL_ACCOUNT_BINDING;
        }
    }

    /** Gives up the account, or an authorization. */
    record Deactivation() implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.DEACTIVATION;
        }
    }

    /**
     * Replaces the account's key.
     *
     * @param newKey which has signed the inner JWS
     */
    record KeyChange(Jwk newKey) implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.KEY_CHANGE;
        }
    }

    /**
     * Orders a certificate.
     *
     * @param identifiers what it is to be for, not empty
     * @param terms what else is asked for
     */
    record NewOrder(Set<Identifier> identifiers, OrderTerms terms) implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.NEW_ORDER;
        }
    }

    /**
     * Asks for an authorization without an order.
     *
     * @param identifier whom it is for
     */
    record NewAuthorization(Identifier identifier) implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.NEW_AUTHORIZATION;
        }
    }

    /** Asks for validation; also an account update that changes nothing, which looks the same. */
    record Challenge() implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.CHALLENGE;
        }
    }

    /**
     * Hands in the request for the certificate of an order.
     *
     * @param csr the PKCS #10 request
     */
    record Finalize(DerBytes csr) implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.FINALIZE;
        }
    }

    /**
     * Revokes a certificate.
     *
     * @param certificate the X.509 certificate
     * @param reason one of RFC 5280 section 5.3.1
     * @param byItsKey whether the signer's key is the certificate's own and not an account's
     */
    record Revocation(DerBytes certificate, OptionalLong reason, boolean byItsKey)
            implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.REVOCATION;
        }
    }

    /** Reads a resource. */
    record PostAsGet() implements AcmeOperation {
        @Override
        public OperationKind kind() {
            return OperationKind.POST_AS_GET;
        }
    }
}
