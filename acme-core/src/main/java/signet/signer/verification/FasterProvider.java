package signet.signer.verification;

import java.security.Provider;
import java.util.Optional;

/** Offers native code that verifies faster than the JDK does; found by ServiceLoader. */
@FunctionalInterface
public interface FasterProvider {

    /**
     * Loads it, which may take longer than many signatures; empty where that is not possible here.
     */
    Optional<Provider> load();
}
