package signet.signer.server;

import signet.signer.protocol.Refusal;

/** What became of a request line. */
sealed interface Answer {

    /** The signature, base64url. */
    record Signed(String signature) implements Answer {}

    /** No signature, and why. */
    record Refused(Refusal refusal) implements Answer {}
}
