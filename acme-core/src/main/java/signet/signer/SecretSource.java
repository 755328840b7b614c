package signet.signer;

import java.io.IOException;

/** Asks for a password or PIN: on the terminal, from a file, or from wherever it was configured. */
@FunctionalInterface
public interface SecretSource {

    /**
     * Returns the secret.
     *
     * @param prompt what is asked for, in words for a person, without a colon at its end
     * @return the secret in an array of its own, which the caller overwrites after use
     * @throws IOException where nobody can be asked; the message says what to configure
     */
    char[] read(String prompt) throws IOException;

    /**
     * Says whether it can be read at any time, also later, when no person may be there any more.
     */
    default boolean canBeReadAgain() {
        return false;
    }
}
