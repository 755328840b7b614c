package signet.signer.remote;

import signet.signer.KeyReference;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.SignerProvider;
import signet.signer.SignerSettings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/** Opens {@code unix:PATH}: the key of another signet-accountd, or of one behind ssh. */
public final class RemoteSignerProvider implements SignerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public RemoteSignerProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("unix");
    }

    @Override
    public Signer open(KeyReference reference, SignerSettings settings) throws SignerException {
        try {
            return RemoteSigner.open(Path.of(reference.value()), RemoteTimeouts.DEFAULT);
        } catch (InvalidPathException e) {
            throw new SignerException.KeyNotFound("\"" + reference + "\" does not hold a path");
        }
    }
}
