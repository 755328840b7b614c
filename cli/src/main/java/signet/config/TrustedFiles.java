package signet.config;

import signet.files.Trust;

/**
 * Whose configuration files are read. Who writes {@code notify} or {@code command} where root reads
 * it is root; who writes a policy decides what is signed.
 */
final class TrustedFiles {

    private TrustedFiles() {}

    /** Root and the user that reads them may have written them, and nobody else. */
    static Trust of(Specifiers specifiers) {
        return Trust.ours(
                specifiers.identity().uid() == 0
                        ? "have root run any command"
                        : "decide what this program does");
    }
}
