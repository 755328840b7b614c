package signet.signer.pkcs11.dialog;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.SignatureAlgorithm;

import java.util.List;

/**
 * A key that has made a signature which its public key verifies.
 *
 * @param uri its full URI
 * @param serial the serial number of its token
 * @param engine what signs: {@code sunpkcs11} or {@code native}
 * @param engineReason why it is that one, for people
 * @param mechanism the mechanism, such as CKM_ECDSA
 * @param algorithm the algorithm of its signatures
 * @param sessions how many requests are worked on at a time, 1 to 64
 * @param alwaysAuthenticate whether each signature needs the PIN
 * @param probeMicros how long the first signature took, in microseconds
 * @param warnings what the operator should know, one line each
 */
public record ReadyKey(
        String uri,
        String serial,
        String engine,
        String engineReason,
        String mechanism,
        SignatureAlgorithm algorithm,
        int sessions,
        boolean alwaysAuthenticate,
        long probeMicros,
        List<String> warnings) {

    /** Copies the list. */
    public ReadyKey {
        warnings = List.copyOf(warnings);
    }

    void putInto(JsonObject.Builder json) {
        json.put("uri", uri)
                .put("serial", serial)
                .put("engine", engine)
                .put("engine-reason", engineReason)
                .put("mechanism", mechanism)
                .put("algorithm", algorithm.name())
                .put("sessions", sessions)
                .put("always-authenticate", alwaysAuthenticate)
                .put("probe-micros", probeMicros)
                .putStrings("warnings", warnings);
    }

    static ReadyKey of(JsonObject json) throws JsonException {
        return new ReadyKey(
                json.requiredString("uri"),
                json.requiredString("serial"),
                DialogFormat.word(json, "engine", List.of("sunpkcs11", "native")),
                json.string("engine-reason").orElse(""),
                json.requiredString("mechanism"),
                SignatureAlgorithm.forJwaName(json.requiredString("algorithm"))
                        .orElseThrow(() -> new JsonException("unknown \"algorithm\"")),
                (int) DialogFormat.number(json, "sessions", 1, HelperReport.MAX_SESSIONS),
                json.bool("always-authenticate"),
                DialogFormat.number(json, "probe-micros", 0, Long.MAX_VALUE),
                json.strings("warnings"));
    }
}
