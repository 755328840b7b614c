package signet.signer.softkey;

import signet.signer.KeyReference;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.SignerProvider;
import signet.signer.SignerSettings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * Opens {@code file:FILE}, a private key in PEM form, and {@code gpg:FILE}, the same encrypted for
 * gpg. Reads the setting {@code gpg}: the command that decrypts.
 */
public final class SoftkeyProvider implements SignerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public SoftkeyProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("file", "gpg");
    }

    @Override
    public Signer open(KeyReference reference, SignerSettings settings) throws SignerException {
        Path file;
        try {
            file = Path.of(reference.value());
        } catch (InvalidPathException e) {
            throw new SignerException.KeyNotFound("\"" + reference + "\" does not hold a path");
        }
        byte[] content =
                reference.scheme().equals("gpg")
                        ? GpgFile.read(file, settings.options().getOrDefault("gpg", ""))
                        : KeyFile.read(file);
        try {
            Der pkcs8 = new PrivateKeyText(file.toString(), settings.secrets()).pkcs8(content);
            KeyMaterial key = KeyMaterial.of(pkcs8, file.toString());
            return SoftkeySigner.open(key, NativeProvider::load, file.toString());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }
}
