package signet.signer;

import java.util.Map;

/**
 * What a provider may need besides the key reference.
 *
 * @param secrets where a password or PIN comes from
 * @param options settings of single providers by their configuration key, such as {@code gpg}
 * @param confirmation whom to ask before something risky
 * @param log what the signer tells the operator
 */
public record SignerSettings(
        SecretSource secrets,
        Map<String, String> options,
        Confirmation confirmation,
        SignerLog log) {

    /** Copies the options. */
    public SignerSettings {
        options = Map.copyOf(options);
    }

    /** Makes settings without a person and without a log. */
    public SignerSettings(SecretSource secrets, Map<String, String> options) {
        this(secrets, options, Confirmation.NEVER, SignerLog.NONE);
    }
}
