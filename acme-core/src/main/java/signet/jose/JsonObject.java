package signet.jose;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An immutable JSON object (RFC 8259) whose members are read by the type that is expected. A member
 * that is absent or null is empty; one of another type is an error, never silently empty.
 */
public final class JsonObject {

    private final Map<String, @Nullable Object> members;

    private JsonObject(Map<String, @Nullable Object> members) {
        this.members = Collections.unmodifiableMap(members);
    }

    /**
     * Reads a text that is one JSON object and nothing else. Strict: no member twice at any depth,
     * at most 32 levels, whole numbers within 64 bits, no byte order mark. The length is the
     * caller's to bound.
     *
     * @throws JsonException where it is not
     */
    public static JsonObject parse(String text) throws JsonException {
        return new JsonObject(new JsonParser(text).parseObject());
    }

    /**
     * Reads bytes that are one JSON object in UTF-8 and nothing else.
     *
     * @throws JsonException where they are not
     */
    public static JsonObject parse(byte[] utf8) throws JsonException {
        try {
            // A new decoder reports malformed input, where the String constructor would replace it.
            return parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException e) {
            throw new JsonException("not UTF-8");
        }
    }

    /** Starts an object to be written. */
    public static Builder builder() {
        return new Builder();
    }

    /** Says whether there is a member of this name that is not null. */
    public boolean has(String name) {
        return members.get(name) != null;
    }

    /** Returns a string member. */
    public Optional<String> string(String name) throws JsonException {
        return member(name, String.class, "a string");
    }

    /** Returns a string member that must be there. */
    public String requiredString(String name) throws JsonException {
        return string(name).orElseThrow(() -> new JsonException("no \"" + name + "\""));
    }

    /** Returns a whole number. */
    public OptionalLong number(String name) throws JsonException {
        Optional<Long> value = member(name, Long.class, "a whole number");
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    /** Returns a boolean, false where there is none. */
    public boolean bool(String name) throws JsonException {
        return member(name, Boolean.class, "a boolean").orElse(false);
    }

    /** Returns an object member. */
    public Optional<JsonObject> object(String name) throws JsonException {
        return member(name, Map.class, "an object").map(JsonObject::ofParsed);
    }

    /** Returns an array of strings, empty where there is no such member. */
    public List<String> strings(String name) throws JsonException {
        return elements(name, String.class, "an array of strings");
    }

    /** Returns an array of whole numbers, empty where there is no such member. */
    public List<Long> numbers(String name) throws JsonException {
        return elements(name, Long.class, "an array of whole numbers");
    }

    /** Returns an array of objects, empty where there is no such member. */
    public List<JsonObject> objects(String name) throws JsonException {
        return elements(name, Map.class, "an array of objects").stream()
                .map(JsonObject::ofParsed)
                .toList();
    }

    /**
     * Returns a member of whichever type: a String, a Long, a Double, a Boolean, a JsonObject, or
     * an unmodifiable List of these.
     *
     * @throws JsonException where null is an element of an array
     */
    public Optional<Object> value(String name) throws JsonException {
        Object value = members.get(name);
        return value == null ? Optional.empty() : Optional.of(wrapped(name, value));
    }

    private static Object wrapped(String name, @Nullable Object value) throws JsonException {
        return switch (value) {
            case null -> throw new JsonException("\"" + name + "\" has null in an array");
            case Map<?, ?> map -> ofParsed(map);
            case List<?> list -> {
                List<Object> elements = new ArrayList<>();
                for (Object element : list) {
                    elements.add(wrapped(name, element));
                }
                yield List.copyOf(elements);
            }
            default -> value;
        };
    }

    /** Returns the names of all members, in order. */
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /**
     * Returns the compact JSON text, on one line, members in the order in which they were added.
     */
    @Override
    public String toString() {
        return JsonWriter.write(members);
    }

    private <T> List<T> elements(String name, Class<T> type, String what) throws JsonException {
        List<T> result = new ArrayList<>();
        for (Object element : member(name, List.class, what).orElse(List.of())) {
            if (!type.isInstance(element)) {
                throw new JsonException("\"" + name + "\" is not " + what);
            }
            result.add(type.cast(element));
        }
        return List.copyOf(result);
    }

    private <T> Optional<T> member(String name, Class<T> type, String what) throws JsonException {
        Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new JsonException("\"" + name + "\" is not " + what);
        }
        return Optional.of(type.cast(value));
    }

    private static JsonObject ofParsed(Map<?, ?> map) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        return new JsonObject(members);
    }

    /** Collects members in order. Not thread-safe. */
    public static final class Builder {

        private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a string. */
        public Builder put(String name, String value) {
            members.put(name, value);
            return this;
        }

        /** Adds a string where there is one. */
        public Builder put(String name, Optional<String> value) {
            value.ifPresent(present -> members.put(name, present));
            return this;
        }

        /** Adds a whole number. */
        public Builder put(String name, long value) {
            members.put(name, value);
            return this;
        }

        /** Adds a boolean. */
        public Builder put(String name, boolean value) {
            members.put(name, value);
            return this;
        }

        /** Adds null. */
        public Builder putNull(String name) {
            members.put(name, null);
            return this;
        }

        /** Adds an object. */
        public Builder put(String name, JsonObject value) {
            members.put(name, value.members);
            return this;
        }

        /** Adds an array of strings. */
        public Builder putStrings(String name, List<String> values) {
            members.put(name, List.copyOf(values));
            return this;
        }

        /** Adds an array of whole numbers. */
        public Builder putNumbers(String name, List<Long> values) {
            members.put(name, List.copyOf(values));
            return this;
        }

        /** Adds an array of objects. */
        public Builder putObjects(String name, List<JsonObject> values) {
            members.put(name, values.stream().map(value -> value.members).toList());
            return this;
        }

        /** Returns the object. */
        public JsonObject build() {
            return new JsonObject(new LinkedHashMap<>(members));
        }
    }
}
