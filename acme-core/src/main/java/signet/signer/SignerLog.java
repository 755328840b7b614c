package signet.signer;

/**
 * Is told by a signer what the operator should know beside the answers to requests. Implementations
 * are thread-safe, do not throw, and escape what they print.
 */
public interface SignerLog {

    /** Takes no notice. */
    SignerLog NONE =
            new SignerLog() {
                @Override
                public void info(String line) {}

                @Override
                public void warning(String line) {}
            };

    /** Something happened that is of no concern where all is well. */
    void info(String line);

    /** Something needs attention. */
    void warning(String line);
}
