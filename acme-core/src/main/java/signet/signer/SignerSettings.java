package signet.signer;

import java.util.Map;

/**
 * What a provider may need besides the key reference.
 *
 * @param secrets where a password or PIN comes from
 * @param options settings of single providers by their configuration key, such as {@code gpg}
 */
public record SignerSettings(SecretSource secrets, Map<String, String> options) {

    /** Copies the options. */
    public SignerSettings {
        options = Map.copyOf(options);
    }
}
