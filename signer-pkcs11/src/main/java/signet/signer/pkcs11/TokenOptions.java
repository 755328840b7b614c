package signet.signer.pkcs11;

import signet.signer.SignerException;
import signet.signer.pkcs11.pin.PinPolicy;
import signet.signer.pkcs11.process.PipelineLimits;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the configuration that concern tokens, as accountd hands them to a provider.
 *
 * @param helper the program that holds the module
 * @param openscConf the configuration by which OpenSC has a card to itself
 * @param pinPolicy how long a PIN is kept
 * @param askpass the program that asks for it
 * @param state where refused PINs are remembered; the default where empty
 * @param limits how long requests may take
 * @param engine {@code auto}, {@code sunpkcs11} or {@code native}
 * @param exclusive whether OpenSC is to have the card to itself
 * @param lastTry whether a person has granted the last try of a PIN
 */
record TokenOptions(
        Path helper,
        Path openscConf,
        PinPolicy pinPolicy,
        Optional<String> askpass,
        Optional<Path> state,
        PipelineLimits limits,
        String engine,
        boolean exclusive,
        boolean lastTry) {

    private static final int DEFAULT_QUEUE = 64;
    private static final int DEFAULT_SECONDS = 60;

    /**
     * Reads the options, whose values the configuration has checked.
     *
     * @throws SignerException.KeyUnusable where the distribution's folder is not known
     */
    static TokenOptions of(Map<String, String> options) throws SignerException {
        String home = options.get("signet.home");
        if (home == null) {
            throw new SignerException.KeyUnusable(
                    "the helper libexec/signet-token can't be found, as signet-accountd was not"
                            + " started by its launcher bin/signet-accountd",
                    null);
        }
        return new TokenOptions(
                Path.of(home, "libexec", "signet-token"),
                Path.of(home, "lib", "opensc-exclusive.conf"),
                PinPolicy.valueOf(
                        options.getOrDefault("pin-policy", "keep").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(options.get("askpass")),
                Optional.ofNullable(options.get("state")).map(Path::of),
                new PipelineLimits(
                        number(options, "token-queue", DEFAULT_QUEUE),
                        seconds(options, "token-wait"),
                        seconds(options, "token-timeout")),
                options.getOrDefault("token-engine", "auto"),
                !options.getOrDefault("token-exclusive", "yes").equals("no"),
                options.getOrDefault("last-try", "no").equals("yes"));
    }

    private static int number(Map<String, String> options, String key, int unset) {
        return Integer.parseInt(options.getOrDefault(key, Integer.toString(unset)));
    }

    private static Duration seconds(Map<String, String> options, String key) {
        return Duration.ofSeconds(number(options, key, DEFAULT_SECONDS));
    }
}
