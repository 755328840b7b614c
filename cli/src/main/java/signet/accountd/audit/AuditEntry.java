package signet.accountd.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision on the account key. The texts may come from an attacker, with any character and of any
 * length: the log escapes and cuts them.
 *
 * @param time when it was decided
 * @param peer who asked, as the kernel or OpenSSH vouches for it
 * @param via how the peer came: a socket, a forced command
 * @param ca the name or URL of the CA
 * @param operation what was asked for, such as {@code newOrder}
 * @param names the names that certificates are asked for
 * @param terms what an order asks for besides
 * @param csrKey SHA-256 of the SubjectPublicKeyInfo in the certificate request, in hexadecimal
 * @param rule what in the policy decided
 * @param outcome what became of it
 * @param reason why, where it was not signed
 * @param token the serial number of the token
 * @param account the account's URL
 * @param url where the request goes
 * @param request SHA-256 of the signing input, in hexadecimal
 * @param jws the request itself
 */
public record AuditEntry(
        Instant time,
        String peer,
        String via,
        String ca,
        String operation,
        List<String> names,
        Terms terms,
        Optional<String> csrKey,
        String rule,
        Outcome outcome,
        Optional<String> reason,
        Optional<String> token,
        Optional<String> account,
        Optional<String> url,
        Optional<String> request,
        Optional<Jws> jws) {

    /** Copies the names. */
    public AuditEntry {
        names = List.copyOf(names);
    }

    /**
     * The two parts of a signing input, as they came.
     *
     * @param protectedHeader the protected header
     * @param payload the payload
     */
    public record Jws(String protectedHeader, String payload) {}

    /**
     * What an order asks for besides names (RFC 8555 section 7.4 and others).
     *
     * @param profile the name of a profile
     * @param notBefore from when the certificate is to be valid
     * @param notAfter until when
     * @param replaces which certificate it takes the place of
     */
    public record Terms(
            Optional<String> profile,
            Optional<String> notBefore,
            Optional<String> notAfter,
            Optional<String> replaces) {

        /** Names alone. */
        public static final Terms NONE =
                new Terms(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Begins an entry; what is not set is empty. */
    public static Builder builder(Instant time, String operation, Outcome outcome) {
        return new Builder(time, operation, outcome);
    }

    /** Collects what is known of a decision. Not thread-safe. */
    public static final class Builder {

        private final Instant time;
        private final String operation;
        private final Outcome outcome;
        private String peer = "";
        private String via = "";
        private String ca = "";
        private String rule = "";
        private List<String> names = List.of();
        private Terms terms = Terms.NONE;
        private Optional<String> csrKey = Optional.empty();
        private Optional<String> reason = Optional.empty();
        private Optional<String> token = Optional.empty();
        private Optional<String> account = Optional.empty();
        private Optional<String> url = Optional.empty();
        private Optional<String> request = Optional.empty();
        private Optional<Jws> jws = Optional.empty();

        private Builder(Instant time, String operation, Outcome outcome) {
            this.time = time;
            this.operation = operation;
            this.outcome = outcome;
        }

        /** Sets who asked, and how they came. */
        public Builder peer(String value, String way) {
            peer = value;
            via = way;
            return this;
        }

        /** Sets the CA. */
        public Builder ca(String value) {
            ca = value;
            return this;
        }

        /** Sets the names. */
        public Builder names(List<String> values) {
            names = List.copyOf(values);
            return this;
        }

        /** Sets what else an order asks for. */
        public Builder terms(Terms value) {
            terms = value;
            return this;
        }

        /** Sets the hash of the certificate's key. */
        public Builder csrKey(String value) {
            csrKey = Optional.of(value);
            return this;
        }

        /** Sets what in the policy decided. */
        public Builder rule(String value) {
            rule = value;
            return this;
        }

        /** Sets why it was not signed. */
        public Builder reason(String value) {
            reason = Optional.of(value);
            return this;
        }

        /** Sets the serial number of the token. */
        public Builder token(String value) {
            token = Optional.of(value);
            return this;
        }

        /** Sets the account's URL. */
        public Builder account(String value) {
            account = Optional.of(value);
            return this;
        }

        /** Sets where the request goes. */
        public Builder url(String value) {
            url = Optional.of(value);
            return this;
        }

        /** Sets the request, and the hash of its signing input. */
        public Builder request(String hash, Jws parts) {
            request = Optional.of(hash);
            jws = Optional.of(parts);
            return this;
        }

        /** Returns the entry. */
        public AuditEntry build() {
            return new AuditEntry(
                    time, peer, via, ca, operation, names, terms, csrKey, rule, outcome, reason,
                    token, account, url, request, jws);
        }
    }
}
