package signet.testing.token;

/**
 * A key to make on a {@link VirtualYubiKey}.
 *
 * @param slot where
 * @param type its type
 * @param pinPolicy when it needs the PIN
 * @param touch whether each signature waits for a touch
 * @param certificate whether there is a certificate for it
 */
public record PivKey(
        PivSlot slot, KeyType type, PinPolicy pinPolicy, boolean touch, boolean certificate) {

    /** Returns a key with the slot's usual PIN policy, no touch, and a certificate. */
    public static PivKey of(PivSlot slot, KeyType type) {
        return new PivKey(slot, type, slot.usualPolicy(), false, true);
    }

    /** Returns this with another policy. */
    public PivKey withPinPolicy(PinPolicy policy) {
        return new PivKey(slot, type, policy, touch, certificate);
    }

    /** Returns this with a touch needed for each signature. */
    public PivKey withTouch() {
        return new PivKey(slot, type, pinPolicy, true, certificate);
    }

    /** Returns this without a certificate. */
    public PivKey withoutCertificate() {
        return new PivKey(slot, type, pinPolicy, touch, false);
    }
}
