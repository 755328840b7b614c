package signet.signer.pkcs11.pin;

/**
 * Which token it is, whatever module leads to it.
 *
 * @param manufacturer as the token says, without trailing blanks
 * @param model likewise
 * @param serial likewise; the empty text where it has none
 */
public record TokenIdentity(String manufacturer, String model, String serial) {

    /** Shows the token as an operator may know it. */
    @Override
    public String toString() {
        return "the token with serial \"" + serial + "\" (" + manufacturer + ", " + model + ")";
    }
}
