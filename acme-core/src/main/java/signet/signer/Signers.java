package signet.signer;

import java.util.ServiceLoader;
import java.util.TreeSet;

/** Opens a signer by key reference, with whichever provider on the class path knows its scheme. */
public final class Signers {

    private Signers() {}

    /**
     * Opens the key that a reference names.
     *
     * @throws SignerException where no provider knows the scheme, or the key can't be opened
     */
    public static Signer open(KeyReference reference, SignerSettings settings)
            throws SignerException {
        TreeSet<String> known = new TreeSet<>();
        for (SignerProvider provider : ServiceLoader.load(SignerProvider.class)) {
            if (provider.schemes().contains(reference.scheme())) {
                return provider.open(reference, settings);
            }
            known.addAll(provider.schemes());
        }
        throw new SignerException.KeyNotFound(
                "No signer for \""
                        + reference
                        + "\": unsupported scheme \""
                        + reference.scheme()
                        + "\" (known: "
                        + String.join(", ", known)
                        + ")");
    }
}
