package signet.acme;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Reads the members of one resource; every complaint says which member of which resource. */
final class ResourceReader {

    private static final int MAX_STRING = 4096;
    private static final int MAX_ELEMENTS = 1000;

    private final String resource;
    private final JsonObject json;

    /**
     * Reads from an object.
     *
     * @param resource what the object is, for messages, such as {@code the order}
     */
    ResourceReader(String resource, JsonObject json) {
        this.resource = resource;
        this.json = json;
    }

    Optional<String> string(String name) throws MalformedResourceException {
        Optional<String> value = read(() -> json.string(name));
        if (value.isPresent() && value.get().length() > MAX_STRING) {
            throw wrong("\"" + name + "\" is longer than " + MAX_STRING + " characters");
        }
        return value;
    }

    String requiredString(String name) throws MalformedResourceException {
        return required(name, string(name));
    }

    Optional<URI> url(String name) throws MalformedResourceException {
        Optional<String> value = string(name);
        return value.isPresent()
                ? Optional.of(HttpsUrl.parse(place(name), value.get()))
                : Optional.empty();
    }

    URI requiredUrl(String name) throws MalformedResourceException {
        return required(name, url(name));
    }

    List<URI> urls(String name) throws MalformedResourceException {
        List<URI> urls = new ArrayList<>();
        for (String text : strings(name)) {
            urls.add(HttpsUrl.parse(place(name), text));
        }
        return List.copyOf(urls);
    }

    List<String> strings(String name) throws MalformedResourceException {
        return bounded(name, read(() -> json.strings(name)));
    }

    List<JsonObject> objects(String name) throws MalformedResourceException {
        return bounded(name, read(() -> json.objects(name)));
    }

    Optional<JsonObject> object(String name) throws MalformedResourceException {
        return read(() -> json.object(name));
    }

    boolean bool(String name) throws MalformedResourceException {
        return read(() -> json.bool(name));
    }

    /** Reads a time of RFC 3339. */
    Optional<Instant> time(String name) throws MalformedResourceException {
        Optional<String> value = string(name);
        try {
            return value.map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw wrong("\"" + name + "\" is not a time of RFC 3339");
        }
    }

    /**
     * Reads the state of the resource, as the constants of the enum have it on the wire.
     *
     * @param unknown stands for any state that RFC 8555 does not know
     */
    <E extends Enum<E>> E status(E unknown) throws MalformedResourceException {
        String text = requiredString("status");
        return EnumSet.complementOf(EnumSet.of(unknown)).stream()
                .filter(status -> status.toString().equals(text))
                .findFirst()
                .orElse(unknown);
    }

    MalformedResourceException wrong(String what) {
        return new MalformedResourceException(resource + ": " + what);
    }

    private String place(String name) {
        return "\"" + name + "\" of " + resource;
    }

    private <T> T required(String name, Optional<T> value) throws MalformedResourceException {
        return value.orElseThrow(() -> wrong("no \"" + name + "\""));
    }

    private <T> List<T> bounded(String name, List<T> list) throws MalformedResourceException {
        if (list.size() > MAX_ELEMENTS) {
            throw wrong("\"" + name + "\" has more than " + MAX_ELEMENTS + " elements");
        }
        return list;
    }

    private <T> T read(Member<T> member) throws MalformedResourceException {
        try {
            return member.read();
        } catch (JsonException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private interface Member<T> {
        T read() throws JsonException;
    }
}
