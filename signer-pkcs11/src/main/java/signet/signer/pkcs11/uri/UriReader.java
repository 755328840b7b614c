package signet.signer.pkcs11.uri;

import signet.signer.SignerException;
import signet.text.Printable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads PKCS#11 URIs (RFC 7512 section 2.3). */
final class UriReader {

    private static final String SCHEME = "pkcs11:";

    /** Much longer than all fields of a token and an object together. */
    private static final int MAX_LENGTH = 8192;

    private static final int SHOWN = 200;
    private static final Set<String> TYPES =
            Set.of("private", "public", "cert", "secret-key", "data");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?");
    private static final Pattern SLOT_ID = Pattern.compile("[0-9]{1,20}");

    private final Map<PathAttribute, String> path = new EnumMap<>(PathAttribute.class);
    private final Map<QueryAttribute, String> query = new EnumMap<>(QueryAttribute.class);
    private Optional<ObjectId> id = Optional.empty();

    private UriReader() {}

    static Pkcs11Uri read(String text) throws SignerException {
        var reader = new UriReader();
        try {
            reader.readAll(text);
        } catch (IllegalArgumentException e) {
            throw new SignerException.KeyNotFound(
                    shown(text) + " is no PKCS#11 URI (RFC 7512): " + e.getMessage());
        }
        return new Pkcs11Uri(reader.path, reader.id, reader.query);
    }

    /** The beginning of the URI without its query and any PIN. */
    private static String shown(String text) {
        return "\"" + Printable.of(text.split("\\?|pin-", 2)[0], SHOWN) + "\"";
    }

    private void readAll(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("it is longer than " + MAX_LENGTH + " characters");
        }
        boolean hasScheme = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String[] parts = text.substring(hasScheme ? SCHEME.length() : 0).split("\\?", 2);
        if (!parts[0].isEmpty()) {
            for (String attribute : parts[0].split(";", -1)) {
                readPath(attribute);
            }
        }
        if (parts.length > 1 && !parts[1].isEmpty()) {
            for (String attribute : parts[1].split("&", -1)) {
                readQuery(attribute);
            }
        }
    }

    private void readPath(String attribute) {
        String name = name(attribute);
        if (name.equals("pin-value") || name.equals("pin-source")) {
            throw new IllegalArgumentException(name + " belongs behind a \"?\"" + pinAdvice(name));
        }
        boolean isId = name.equals("id");
        if (!isId && PathAttribute.forText(name).isEmpty()) {
            throw new IllegalArgumentException(unknown(name));
        }
        byte[] value =
                decode(name, attribute.substring(name.length() + 1), Pkcs11Uri.PATH_CHARACTERS);
        if (isId) {
            once(name, id.isPresent());
            id = Optional.of(ObjectId.of(value));
            return;
        }
        PathAttribute known = PathAttribute.forText(name).orElseThrow();
        String text = text(name, value);
        check(known, text);
        once(name, path.put(known, text) != null);
    }

    private void readQuery(String attribute) {
        String name = name(attribute);
        if (name.equals("pin-value")) {
            throw new IllegalArgumentException("pin-value is not taken" + pinAdvice(name));
        }
        Optional<QueryAttribute> known = QueryAttribute.forText(name);
        if (known.isEmpty()) {
            return; // RFC 7512 section 2.5
        }
        byte[] value =
                decode(name, attribute.substring(name.length() + 1), Pkcs11Uri.QUERY_CHARACTERS);
        String text = text(name, value);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " holds a NUL");
        }
        if (known.get() == QueryAttribute.MODULE_PATH) {
            checkPath(text);
        }
        once(name, query.put(known.get(), text) != null);
    }

    private static void checkPath(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("module-path must be absolute");
        }
        try {
            Path _ = Path.of(text);
        } catch (InvalidPathException e) {
            // Without a locale of UTF-8 Java has no bytes for other letters than ASCII's.
            throw new IllegalArgumentException(
                    "module-path is no path here (" + e.getReason() + "); set LC_ALL=C.UTF-8", e);
        }
    }

    private static void check(PathAttribute name, String value) {
        boolean fine =
                switch (name) {
                    case TYPE -> TYPES.contains(value);
                    case SLOT_ID -> SLOT_ID.matcher(value).matches();
                    case LIBRARY_VERSION -> VERSION.matcher(value).matches();
                    default -> true;
                };
        if (!fine) {
            throw new IllegalArgumentException(
                    name.text()
                            + " must be "
                            + switch (name) {
                                case TYPE -> "private, public, cert, secret-key or data";
                                case SLOT_ID -> "a decimal number";
                                default -> "a version such as 2.40";
                            });
        }
    }

    private static String name(String attribute) {
        int equals = attribute.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    attribute.isEmpty()
                            ? "an attribute is empty"
                            : "an attribute is not of the form name=value");
        }
        return attribute.substring(0, equals);
    }

    private static byte[] decode(String name, String value, String further) {
        try {
            return PercentCode.decode(value, further);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Printable.of(name, SHOWN) + ": " + e.getMessage(), e);
        }
    }

    private static String text(String name, byte[] value) {
        try {
            return PercentCode.text(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static void once(String name, boolean again) {
        if (again) {
            throw new IllegalArgumentException(name + " is given twice");
        }
    }

    private static String unknown(String name) {
        return "nothing can match its path attribute \""
                + Printable.of(name, SHOWN)
                + "\", which is not known here; remove it"
                + (QueryAttribute.forText(name).isPresent() ? ", and put it behind a \"?\"" : "");
    }

    private static String pinAdvice(String name) {
        return name.equals("pin-value")
                ? ", as the PIN would stand in configuration files, command lines and logs;"
                        + " write pin-source=file:/path"
                : "";
    }
}
