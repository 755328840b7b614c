package signet.signer.request;

import signet.jose.Base64Url;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.List;

/** What holds for the members of all objects in requests. */
final class Members {

    private Members() {}

    /** Says whether an object has all of some members, maybe some of others, and no further one. */
    static boolean are(JsonObject object, List<String> required, List<String> optional) {
        return required.stream().allMatch(object::has)
                && object.names().stream()
                        .allMatch(name -> required.contains(name) || optional.contains(name));
    }

    /**
     * Returns a member that is base64url of something.
     *
     * @throws JsonException where it is not
     */
    static byte[] bytes(JsonObject object, String name) throws JsonException {
        String text = object.requiredString(name);
        try {
            if (!text.isEmpty()) {
                return Base64Url.decode(text);
            }
        } catch (IllegalArgumentException _) {
            // Told below, as an empty text is.
        }
        throw new JsonException("\"" + name + "\" is not base64url of anything");
    }
}
