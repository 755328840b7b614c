package signet.signer.pkcs11;

import signet.signer.KeyReference;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.SignerProvider;
import signet.signer.SignerSettings;

import java.util.Set;

/** Opens keys on tokens, by the URIs of RFC 7512. */
public final class Pkcs11Provider implements SignerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Pkcs11Provider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("pkcs11");
    }

    @Override
    public Signer open(KeyReference reference, SignerSettings settings) throws SignerException {
        return Tokens.of(settings, System.getenv()).open(reference.toString());
    }
}
