package signet.signer;

import java.util.Set;

/**
 * Opens signers for key references of some schemes. Registered in {@code META-INF/services}; needs
 * a public constructor without parameters that does no work.
 */
public interface SignerProvider {

    /** Returns the schemes of {@link KeyReference} that this provider opens. */
    Set<String> schemes();

    /**
     * Opens the key that a reference names.
     *
     * @return a signer that holds the key and has shown that it can be used
     * @throws SignerException where it can't be opened
     */
    Signer open(KeyReference reference, SignerSettings settings) throws SignerException;
}
