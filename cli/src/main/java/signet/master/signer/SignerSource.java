package signet.master.signer;

import signet.master.process.Descriptor;

import java.io.IOException;

/** Where the connections to the signer of a run come from. */
public interface SignerSource extends AutoCloseable {

    /**
     * Returns a connection from which the greeting can be read, and over which nothing can be
     * asked. May be called any number of times, but only before {@link #connection}.
     *
     * @throws IOException where the signer can't be reached; the message says what to do
     */
    Descriptor greetingOnly() throws IOException;

    /**
     * Returns the connection for the client. May be called once.
     *
     * @throws IOException where the signer can't be reached; the message says what to do
     */
    Descriptor connection() throws IOException;

    /** Ends a signer that was started for this run. */
    @Override
    void close();
}
