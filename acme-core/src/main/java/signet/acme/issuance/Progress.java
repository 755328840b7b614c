package signet.acme.issuance;

import signet.acme.AuthorizationStatus;
import signet.acme.Identifier;
import signet.acme.OrderStatus;

import java.net.URI;

/** A step of an issuance; {@code toString} says it to people, on one line, safe to print. */
public sealed interface Progress {

    /** The CA has taken the order. */
    record Ordered(URI order, OrderStatus status) implements Progress {
        @Override
        public String toString() {
            return "Order " + order + " (" + status + ")";
        }
    }

    /** The CA has said what it thinks of an identifier. */
    record Authorized(Identifier identifier, AuthorizationStatus status) implements Progress {
        @Override
        public String toString() {
            return "Authorization of " + identifier + ": " + status;
        }
    }

    /** The answer to the identifier's challenge is in place, and the CA knows. */
    record Answered(Identifier identifier) implements Progress {
        @Override
        public String toString() {
            return "Challenge for " + identifier + " answered";
        }
    }

    /** All identifiers are valid; the CSR is on its way. */
    record Validated(URI order) implements Progress {
        @Override
        public String toString() {
            return "All identifiers are valid, requesting the certificate";
        }
    }

    /** The certificate is there. */
    record Issued(URI certificate) implements Progress {
        @Override
        public String toString() {
            return "Certificate " + certificate;
        }
    }
}
