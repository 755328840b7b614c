package signet.accountd;

import signet.config.AccountdConfig;
import signet.config.Installation;
import signet.config.TokenConfig;
import signet.signer.Confirmation;
import signet.signer.SecretSource;
import signet.signer.SignerLog;
import signet.signer.SignerSettings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Hands the configuration to the signers, each of which picks what it knows. */
final class SignerOptions {

    private final Map<String, String> options = new HashMap<>();
    private final SecretSource secrets;

    /**
     * Takes them from the configuration.
     *
     * @param lastTry whether a person has granted the last try of a PIN
     */
    SignerOptions(AccountdConfig settings, boolean lastTry) {
        TokenConfig token = settings.token();
        secrets =
                settings.passwordFile().<SecretSource>map(PasswordFile::new).orElse(new Terminal());
        options.put("gpg", settings.gpg());
        options.put("pin-policy", token.pinPolicy());
        token.askpass().ifPresent(path -> options.put("askpass", path.toString()));
        token.state().ifPresent(path -> options.put("state", path.toString()));
        options.put("token-timeout", seconds(token.timeout()));
        options.put("token-wait", seconds(token.turn()));
        options.put("token-queue", Integer.toString(token.queue()));
        options.put("token-engine", token.engine());
        options.put("token-exclusive", yesNo(token.exclusive()));
        options.put("last-try", yesNo(lastTry));
        Installation.folder().ifPresent(home -> options.put("signet.home", home.toString()));
    }

    SignerSettings settings(Confirmation confirmation, SignerLog log) {
        return new SignerSettings(secrets, options, confirmation, log);
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }
}
