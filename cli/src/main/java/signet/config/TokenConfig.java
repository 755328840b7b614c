package signet.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The keys of {@code signet-accountd.conf} that concern PKCS#11 tokens.
 *
 * @param pinPolicy {@code keep} or {@code ask}
 * @param askpass the program that asks for the PIN
 * @param state the folder in which refused PINs and signed orders are remembered
 * @param timeout how long a token may be silent while it has a request, 1 second to 1 hour
 * @param turn how long a request waits for its turn, 1 second to 1 hour
 * @param queue how many requests wait at once, 1 to 10000
 * @param engine {@code auto}, {@code sunpkcs11} or {@code native}
 * @param exclusive whether OpenSC has the card to itself
 */
public record TokenConfig(
        String pinPolicy,
        Optional<Path> askpass,
        Optional<Path> state,
        Duration timeout,
        Duration turn,
        int queue,
        String engine,
        boolean exclusive) {

    static final List<String> KEYS =
            List.of(
                    "pin-policy",
                    "askpass",
                    "state",
                    "token-timeout",
                    "token-wait",
                    "token-queue",
                    "token-engine",
                    "token-exclusive");

    private static final int HOUR = 3600;

    static TokenConfig of(SectionReader section) throws ConfigException {
        return new TokenConfig(
                word(section, "pin-policy", List.of("keep", "ask")),
                section.absolutePath("askpass"),
                section.absolutePath("state"),
                section.seconds("token-timeout", 60, 1, HOUR),
                section.seconds("token-wait", 60, 1, HOUR),
                section.number("token-queue", 64, 1, 10_000),
                word(section, "token-engine", List.of("auto", "sunpkcs11", "native")),
                section.yesNo("token-exclusive", true));
    }

    /** Returns one of some words; the first of them where the key is not set. */
    private static String word(SectionReader section, String key, List<String> known)
            throws ConfigException {
        Optional<IniEntry> entry = section.filled(key);
        if (entry.isEmpty()) {
            return known.getFirst();
        }
        String value = entry.get().value().toLowerCase(Locale.ROOT);
        if (!known.contains(value)) {
            throw entry.get()
                    .error(
                            "\""
                                    + entry.get().value()
                                    + "\" is none of "
                                    + String.join(", ", known));
        }
        return value;
    }
}
