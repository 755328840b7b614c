package signet.master.certificate;

/**
 * A name that a certificate is for.
 *
 * @param kind what kind of name
 * @param value its one way of writing: a DNS name in lower case, an IP address as RFC 5952 writes
 *     it
 */
public record RequestedName(Kind kind, String value) implements Comparable<RequestedName> {

    /** The kinds of names that http-01 can prove. */
    public enum Kind {
        /** A DNS name. */
        DNS("dns"),
        /** An IP address, RFC 8738. */
        IP("ip");

        private final String acmeType;

        Kind(String acmeType) {
            this.acmeType = acmeType;
        }

        /** Returns the type of ACME identifier, RFC 8555 section 9.7.7. */
        public String acmeType() {
            return acmeType;
        }
    }

    @Override
    public int compareTo(RequestedName other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : value.compareTo(other.value);
    }

    /** Returns the name as OpenSSL writes it, such as {@code DNS:www.example.org}. */
    @Override
    public String toString() {
        return kind + ":" + value;
    }
}
