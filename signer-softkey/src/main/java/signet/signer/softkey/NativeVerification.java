package signet.signer.softkey;

import signet.signer.verification.FasterProvider;

import java.security.Provider;
import java.util.Optional;

/** Lets native code verify the signatures of keys of all kinds. */
public final class NativeVerification implements FasterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public NativeVerification() {}

    @Override
    public Optional<Provider> load() {
        return NativeProvider.load();
    }
}
