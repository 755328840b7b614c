package signet.master.session;

import java.io.IOException;

/** Gives the client another connection to the signer. */
@FunctionalInterface
public interface SignerReplacement {

    /**
     * Gives it one.
     *
     * @param elsewhere whether the present signer is there, but can't sign
     * @throws IOException where there is none; the message has the reason
     */
    void replace(boolean elsewhere) throws IOException;
}
