package signet.accountd.approval;

import signet.jose.JsonObject;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A request that a lease may cover.
 *
 * @param peer who asks, as in {@link ApprovalRequest}
 * @param via by which way the peer came
 * @param ca the certificate authority
 * @param operation what is asked
 * @param names all names that it is about, in any order; empty for operations without any
 * @param particulars what else tells it from others, as it is signed
 */
public record LeaseUse(
        String peer,
        String via,
        String ca,
        String operation,
        List<String> names,
        List<String> particulars) {

    /** The operation that hands in the CSR. */
    public static final String FINALIZE = "finalize";

    /** The operation that asks for validation. */
    public static final String CHALLENGE = "challenge";

    /** The operation that reads a resource. */
    public static final String POST_AS_GET = "POST-as-GET";

    /** Brings the names into their form. */
    public LeaseUse {
        names = ApprovalRequest.normalized(names);
        particulars = List.copyOf(particulars);
    }

    /** Returns what stands for it where many are remembered: equal for equal ones alone. */
    String digest() {
        JsonObject text =
                JsonObject.builder()
                        .put("peer", peer)
                        .put("via", via)
                        .put("ca", ca)
                        .put("operation", operation)
                        .putStrings("names", names)
                        .putStrings("particulars", particulars)
                        .build();
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
