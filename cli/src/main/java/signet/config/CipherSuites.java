package signet.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code SSL_cipher_list}, an OpenSSL cipher string, as far as it can be honoured exactly:
 * names of suites, of IANA or of OpenSSL, the group {@code EECDH+AESGCM}, and exclusions of what is
 * never offered here anyway. All else is an error rather than an approximation.
 */
final class CipherSuites {

    /** As in OpenSSL, a cipher string says nothing about the suites of TLS 1.3. */
    private static final List<String> TLS_1_3 =
            List.of(
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256");

    private static final List<String> AES_GCM =
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private static final List<String> CHACHA20 =
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final Set<String> NEVER_OFFERED =
            Set.of(
                    "MEDIUM",
                    "LOW",
                    "EXP",
                    "EXPORT",
                    "EXPORT40",
                    "EXPORT56",
                    "aNULL",
                    "eNULL",
                    "NULL",
                    "ADH",
                    "AECDH",
                    "SSLv2",
                    "SSLv3",
                    "RC4",
                    "RC2",
                    "DES",
                    "3DES",
                    "IDEA",
                    "SEED",
                    "MD5",
                    "PSK",
                    "SRP",
                    "DSS",
                    "aDSS",
                    "kRSA",
                    "RSA",
                    "CAMELLIA",
                    "SHA1",
                    "SHA",
                    "DH",
                    "EDH",
                    "DHE");

    private CipherSuites() {}

    static List<String> parse(IniEntry entry) throws ConfigException {
        Set<String> suites = new LinkedHashSet<>();
        for (String word : entry.value().strip().split("[\\s:,]+", -1)) {
            if (!word.isEmpty() && !isNeverOffered(word)) {
                suites.addAll(suitesOf(word, entry));
            }
        }
        if (suites.isEmpty()) {
            throw entry.error("names no cipher suite; name one, or remove the key");
        }
        List<String> all = new ArrayList<>(TLS_1_3);
        suites.stream().filter(suite -> !TLS_1_3.contains(suite)).forEach(all::add);
        return List.copyOf(all);
    }

    private static List<String> suitesOf(String word, IniEntry entry) throws ConfigException {
        if (word.matches("(EECDH|ECDHE|kEECDH|kECDHE)\\+AESGCM")) {
            return AES_GCM;
        }
        if (word.matches("(EECDH|ECDHE|kEECDH|kECDHE)\\+CHACHA20")) {
            return CHACHA20;
        }
        for (List<String> known : List.of(AES_GCM, CHACHA20, TLS_1_3)) {
            for (String suite : known) {
                if (suite.equals(word) || openSslName(suite).equals(word)) {
                    return List.of(suite);
                }
            }
        }
        throw entry.error(
                "\""
                        + word
                        + "\" can't be honoured; name suites one by one (for example"
                        + " ECDHE-RSA-AES128-GCM-SHA256), write EECDH+AESGCM, or remove the key"
                        + " for the JDK's own choice");
    }

    private static boolean isNeverOffered(String word) {
        return word.startsWith("!") && NEVER_OFFERED.contains(word.substring(1));
    }

    private static String openSslName(String suite) {
        return suite.substring("TLS_".length())
                .replace("_WITH_AES_", "-AES")
                .replace("CHACHA20_POLY1305_SHA256", "CHACHA20-POLY1305")
                .replace("_WITH_", "-")
                .replace("_", "-");
    }
}
