package signet.signer.pkcs11.pin;

import signet.signer.SecretSource;

import java.io.IOException;

/**
 * Where the PIN comes from.
 *
 * @param name what it is, for messages: {@code the file /etc/pin}
 * @param secret reads it
 */
public record PinSource(String name, SecretSource secret) {

    /** Returns the source for one that the program was given. */
    public static PinSource of(SecretSource secret) {
        return new PinSource(
                secret.canBeReadAgain() ? "the password file" : "the terminal", secret);
    }

    /**
     * Reads the PIN.
     *
     * @param prompt what to ask a person
     * @throws IOException where there is none; the message says what to do
     */
    Pin read(String prompt) throws IOException {
        return Pin.of(secret.read(prompt), name);
    }
}
