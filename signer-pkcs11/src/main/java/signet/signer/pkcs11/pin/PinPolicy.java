package signet.signer.pkcs11.pin;

/** How long signet-accountd keeps a PIN. */
public enum PinPolicy {
    /** In memory until the end, for the next time that the token is opened. */
    KEEP,
    /** Until the token has it; asked for again whenever it is needed. */
    ASK
}
