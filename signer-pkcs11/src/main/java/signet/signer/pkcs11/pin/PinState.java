package signet.signer.pkcs11.pin;

/** What a token tells of its user PIN before anything is sent to it. */
public enum PinState {
    /** Nothing special, or the token tells nothing. */
    OK,
    /** At least one wrong PIN was sent since the last right one. */
    COUNT_LOW,
    /** Another wrong PIN locks the token. */
    FINAL_TRY,
    /** No PIN is accepted any more. */
    LOCKED,
    /** There is no user PIN yet. */
    NOT_INITIALIZED
}
