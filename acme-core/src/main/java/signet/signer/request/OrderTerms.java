package signet.signer.request;

import signet.jose.Base64Url;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an order asks for besides names. Each text is as it came, short, and printable ASCII of its
 * format: persons and logs see the same that is signed.
 *
 * @param profile the name of one of the CA's profiles (draft-ietf-acme-profiles): a letter or
 *     digit, and up to 63 more, dots, hyphens or underscores
 * @param notBefore from when the certificate is to be valid (RFC 8555 section 7.1.3), RFC 3339
 * @param notAfter until when
 * @param replaces which certificate it takes the place of, by the identifier of RFC 9773 section
 *     4.1: key identifier and serial number, each base64url, with a dot between them
 */
public record OrderTerms(
        Optional<String> profile,
        Optional<String> notBefore,
        Optional<String> notAfter,
        Optional<String> replaces) {

    /** The members of an order that are none of these are its identifiers. */
    static final List<String> MEMBERS = List.of("notBefore", "notAfter", "replaces", "profile");

    /** Names alone. */
    public static final OrderTerms NONE =
            new OrderTerms(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern TIME =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
                            + "(Z|[+-][0-9]{2}:[0-9]{2})");

    /** As long as a SHA-512, and as a serial number of RFC 5280 section 4.1.2.2, can be. */
    private static final Pattern CERTIFICATE =
            Pattern.compile("([A-Za-z0-9_-]{1,86})\\.([A-Za-z0-9_-]{1,28})");

    static OrderTerms of(JsonObject order) throws JsonException {
        Optional<String> profile = order.string("profile");
        if (profile.isPresent() && !isProfile(profile.get())) {
            throw new JsonException("\"profile\" is not the name of a profile");
        }
        return new OrderTerms(
                profile, time(order, "notBefore"), time(order, "notAfter"), replaces(order));
    }

    /** Says whether a profile can have this name here. */
    public static boolean isProfile(String name) {
        return PROFILE.matcher(name).matches();
    }

    private static Optional<String> time(JsonObject order, String name) throws JsonException {
        Optional<String> text = order.string(name);
        if (text.isPresent() && !isTime(text.get())) {
            throw new JsonException("\"" + name + "\" is not a time of RFC 3339");
        }
        return text;
    }

    private static boolean isTime(String text) {
        try {
            return TIME.matcher(text).matches() && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static Optional<String> replaces(JsonObject order) throws JsonException {
        Optional<String> text = order.string("replaces");
        if (text.isPresent() && !isCertificate(text.get())) {
            throw new JsonException("\"replaces\" is not a certificate identifier of RFC 9773");
        }
        return text;
    }

    private static boolean isCertificate(String text) {
        Matcher parts = CERTIFICATE.matcher(text);
        try {
            return parts.matches()
                    && Base64Url.decode(parts.group(1)).length > 0
                    && Base64Url.decode(parts.group(2)).length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Returns those that are there, each as {@code member:text}. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        profile.ifPresent(text -> texts.add("profile:" + text));
        notBefore.ifPresent(text -> texts.add("notBefore:" + text));
        notAfter.ifPresent(text -> texts.add("notAfter:" + text));
        replaces.ifPresent(text -> texts.add("replaces:" + text));
        return List.copyOf(texts);
    }
}
