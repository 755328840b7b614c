package signet.signer.pkcs11.process;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.SignerException;

import java.util.List;

/**
 * What a helper that is ready to sign says of its key.
 *
 * @param uri the full URI of the key
 * @param engine what signs: {@code sunpkcs11} or {@code native}
 * @param mechanism the mechanism, {@code CKM_ECDSA}
 * @param algorithm the JWA name of its signatures
 * @param sessions how many requests are worked on at a time, 1 to 64
 * @param alwaysAuthenticate whether each signature needs the PIN
 * @param probeMicros how long the probe signature took
 * @param warnings what the operator should know
 */
public record ReadyReport(
        String uri,
        String engine,
        String mechanism,
        String algorithm,
        int sessions,
        boolean alwaysAuthenticate,
        long probeMicros,
        List<String> warnings) {

    private static final int MOST_SESSIONS = 64;

    /** Copies the list. */
    public ReadyReport {
        warnings = List.copyOf(warnings);
    }

    static ReadyReport of(JsonObject report) throws SignerException {
        try {
            return new ReadyReport(
                    report.requiredString("uri"),
                    report.string("engine").orElse(""),
                    report.string("mechanism").orElse(""),
                    report.string("algorithm").orElse(""),
                    Math.clamp(report.number("sessions").orElse(1), 1, MOST_SESSIONS),
                    report.bool("always-authenticate"),
                    report.number("probe-micros").orElse(0),
                    report.strings("warnings"));
        } catch (JsonException e) {
            throw Dialog.violation(e.getMessage(), e);
        }
    }
}
