package signet.signer.softkey;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

import signet.signer.KeyReference;
import signet.signer.SecretSource;
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
            KeyMaterial key = parse(content, file.toString(), settings.secrets());
            return SoftkeySigner.open(key, NativeProvider.load(), file.toString());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static KeyMaterial parse(byte[] content, String source, SecretSource secrets)
            throws SignerException {
        PrivateKeyInfo info =
                PrivateKeyText.parse(PemFile.privateKey(content, source), source, secrets);
        return KeyMaterial.of(info, source);
    }
}
