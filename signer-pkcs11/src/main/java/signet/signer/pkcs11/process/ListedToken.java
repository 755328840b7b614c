package signet.signer.pkcs11.process;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.SignerException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A token as anybody may see it, without a PIN.
 *
 * @param token the token
 * @param keys the keys that it shows
 * @param certificates how many certificates it holds
 */
public record ListedToken(TokenReport token, List<Key> keys, long certificates) {

    /** Copies the list. */
    public ListedToken {
        keys = List.copyOf(keys);
    }

    /**
     * A key.
     *
     * @param uri its URI, ready to paste
     * @param label its label
     * @param id its id, hexadecimal
     * @param type what kind of key it is
     * @param certificate whether there is a certificate for it
     * @param alwaysAuthenticate whether each signature needs the PIN
     * @param usable the algorithm that an account key of it would have; empty where it can't be one
     */
    public record Key(
            String uri,
            String label,
            String id,
            String type,
            boolean certificate,
            boolean alwaysAuthenticate,
            Optional<String> usable) {

        static Key of(JsonObject key) throws JsonException {
            return new Key(
                    key.string("uri").orElse(""),
                    key.string("label").orElse(""),
                    key.string("id").orElse(""),
                    key.string("type").orElse(""),
                    key.bool("certificate"),
                    key.bool("always-authenticate"),
                    key.string("usable"));
        }
    }

    static ListedToken of(JsonObject report) throws SignerException {
        try {
            List<Key> keys = new ArrayList<>();
            for (JsonObject key : report.objects("keys")) {
                keys.add(Key.of(key));
            }
            return new ListedToken(
                    TokenReport.of(report), keys, report.number("certificates").orElse(0));
        } catch (JsonException e) {
            throw Dialog.violation(e.getMessage(), e);
        }
    }
}
