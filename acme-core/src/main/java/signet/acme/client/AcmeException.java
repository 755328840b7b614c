package signet.acme.client;

import org.jspecify.annotations.Nullable;

import signet.acme.Identifier;
import signet.acme.Problem;
import signet.signer.SignerException;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an ACME operation failed. The family is closed. Every message is one line, safe to print, for
 * an administrator: what, where, and what to do.
 */
public abstract sealed class AcmeException extends Exception {

    private AcmeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The server said no. */
    public static final class ServerProblem extends AcmeException {
        private final transient URI url;
        private final int httpStatus;
        private final transient Problem problem;
        private final transient Optional<Instant> retryAt;

        ServerProblem(
                String operation,
                URI url,
                int httpStatus,
                Problem problem,
                Optional<Instant> retryAt) {
            super(
                    operation
                            + ": the ACME server refused ("
                            + url
                            + " answered HTTP "
                            + httpStatus
                            + "): "
                            + problem.describe()
                            + retryAt.map(time -> "; try again after " + time).orElse(""),
                    null);
            this.url = url;
            this.httpStatus = httpStatus;
            this.problem = problem;
            this.retryAt = retryAt;
        }

        /** Returns what was asked. */
        public URI url() {
            return url;
        }

        /** Returns the HTTP status. */
        public int httpStatus() {
            return httpStatus;
        }

        /** Returns the server's reason. */
        public Problem problem() {
            return problem;
        }

        /** Returns when to come again, where the server said so. */
        public Optional<Instant> retryAt() {
            return retryAt;
        }
    }

    /** The server knows no account for the key. */
    public static final class NoAccount extends AcmeException {
        NoAccount(URI url) {
            super(
                    "the ACME server has no account for this account key ("
                            + url
                            + "): register one first, with \"account --register\"",
                    null);
        }
    }

    /** No connection, or it broke, or no answer came on it. */
    public static final class ConnectionFailed extends AcmeException {
        private final boolean perhapsReceived;

        ConnectionFailed(String message, boolean perhapsReceived, @Nullable Throwable cause) {
            super(message, cause);
            this.perhapsReceived = perhapsReceived;
        }

        /** Says whether the server may have received the request all the same. */
        public boolean perhapsReceived() {
            return perhapsReceived;
        }
    }

    /** The server is not the one that we trust, or speaks no TLS. */
    public static final class TlsFailed extends AcmeException {
        TlsFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The URL that was configured leads to no ACME directory. */
    public static final class WrongDirectory extends AcmeException {
        WrongDirectory(URI url, String reason) {
            super(
                    url
                            + " is not an ACME directory: "
                            + reason
                            + "; check \"server\" of section [client]",
                    null);
        }
    }

    /** The server broke RFC 8555. */
    public static final class ProtocolViolation extends AcmeException {
        private final String reason;

        ProtocolViolation(String operation, URI url, String reason) {
            super(operation + ": the answer of " + url + " is not ACME: " + reason, null);
            this.reason = reason;
        }

        /** Returns what is wrong with the answer, without what and where. */
        public String reason() {
            return reason;
        }
    }

    /** The server, or the configuration, gave a URL that is not https. */
    public static final class UnsafeUrl extends AcmeException {
        private final String url;

        UnsafeUrl(String operation, String url, String reason) {
            super(operation + ": " + reason + "; only https URLs are followed", null);
            this.url = url;
        }

        /** Returns the URL, safe to print. */
        public String url() {
            return url;
        }
    }

    /** The time for the operation ran out, or would before the server wants to be asked again. */
    public static final class TimedOut extends AcmeException {
        TimedOut(String message) {
            super(message, null);
        }
    }

    /** The signer refused or failed. */
    public static final class SigningFailed extends AcmeException {
        private final SignerException reason;

        SigningFailed(String operation, SignerException reason) {
            super(operation + ": the signer did not sign: " + reason.getMessage(), reason);
            this.reason = reason;
        }

        /** Returns the signer's reason. */
        public SignerException reason() {
            return reason;
        }
    }

    /** The CA will not issue: the order, or one of its authorizations, failed. */
    public static final class OrderFailed extends AcmeException {
        private final transient List<Failure> failures;

        /**
         * Why one identifier, or the order, failed.
         *
         * @param identifier which one; empty for the order as a whole
         * @param problem the CA's reason
         */
        public record Failure(Optional<Identifier> identifier, Problem problem) {
            @Override
            public String toString() {
                return identifier.map(id -> id + ": ").orElse("") + problem.describe();
            }
        }

        OrderFailed(URI order, List<Failure> failures) {
            super(
                    "the order failed ("
                            + order
                            + "): "
                            + failures.stream()
                                    .map(Failure::toString)
                                    .collect(Collectors.joining("; ")),
                    null);
            this.failures = List.copyOf(failures);
        }

        /** Returns the reasons, one or more. */
        public List<Failure> failures() {
            return failures;
        }
    }

    /** What was asked for can't be done, with this key, this CA, or at all. Nothing was sent. */
    public static final class NotPossible extends AcmeException {
        /** Makes one; the message says what, why, and what can be done instead. */
        public NotPossible(String message) {
            super(message, null);
        }
    }

    /** The answer to a challenge could not be put where the CA looks for it. */
    public static final class NotAnnounced extends AcmeException {
        /** Makes one; the message says for which identifier, and why. */
        public NotAnnounced(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
