package signet.signer.pkcs11.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which engine is wanted. */
public enum EngineChoice {
    /** SunPKCS11 wherever it can serve the key, else native. */
    AUTO,
    /** The JDK's provider, or none. */
    SUNPKCS11,
    /** Direct calls of the module. */
    NATIVE;

    /** Returns its name in tasks and configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the choice with a name, or empty. */
    public static Optional<EngineChoice> forText(String text) {
        return Arrays.stream(values()).filter(value -> value.text().equals(text)).findAny();
    }
}
