package signet.master.certificate;

import signet.text.Printable;

/** What a CA answered is not the certificate that was asked for, or not to be trusted. */
public final class RejectedChainException extends Exception {

    private final Reason reason;

    /** Why an answer is rejected. */
    public enum Reason {
        /** It is no chain of certificates in PEM form. */
        MALFORMED,
        /** The leaf is for another key. */
        OTHER_KEY,
        /** The leaf is for other names. */
        OTHER_NAMES,
        /** The leaf is not valid yet. */
        NOT_YET_VALID,
        /** The leaf is not valid any more. */
        EXPIRED,
        /** The leaf is a CA's certificate. */
        CA_CERTIFICATE,
        /** The leaf's key usages do not let a TLS server use it. */
        NOT_FOR_SERVERS,
        /** The chain does not lead to a root of CAfile. */
        UNTRUSTED,
        /** The leaf is older than its order, or is installed already. */
        NOT_NEW,
        /** The leaf is due for renewal already. */
        DUE,
        /** The leaf ends before the one that it would replace. */
        ENDS_SOONER;

        /**
         * Says whether it can be overcome by a change of configuration, by moving a file, or by
         * time, so that the answer is worth keeping for a later run.
         */
        public boolean canBeOvercome() {
            return switch (this) {
                case NOT_YET_VALID, UNTRUSTED, DUE, ENDS_SOONER -> true;
                case MALFORMED,
                        OTHER_KEY,
                        OTHER_NAMES,
                        EXPIRED,
                        CA_CERTIFICATE,
                        NOT_FOR_SERVERS,
                        NOT_NEW ->
                        false;
            };
        }
    }

    /** Makes one; control characters in the message are escaped. */
    public RejectedChainException(Reason reason, String message) {
        super(Printable.of(message));
        this.reason = reason;
    }

    /** Makes one with its cause; control characters in the message are escaped. */
    public RejectedChainException(Reason reason, String message, Throwable cause) {
        super(Printable.of(message), cause);
        this.reason = reason;
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }
}
