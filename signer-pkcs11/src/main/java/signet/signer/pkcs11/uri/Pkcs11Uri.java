package signet.signer.pkcs11.uri;

import signet.signer.SignerException;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PKCS#11 URI (RFC 7512): what a token and a key on it must look like to be the one that is
 * meant. An attribute that is absent says nothing; one that is empty asks for an empty field.
 *
 * <p>An unknown path attribute makes a URI that matches nothing (RFC 7512 section 2.5), so that it
 * is an error here; an unknown query attribute is passed over, as the same section has it. {@code
 * pin-value} is refused: the PIN would stand in configuration files, command lines and logs.
 *
 * @param path the path attributes but {@code id}
 * @param id the id of the object
 * @param query the query attributes
 */
public record Pkcs11Uri(
        Map<PathAttribute, String> path, Optional<ObjectId> id, Map<QueryAttribute, String> query) {

    /** Characters that need no percent-encoding in a path (pk11-path-res-avail) and a query. */
    static final String PATH_CHARACTERS = ":[]@!$'()*+,=&";

    static final String QUERY_CHARACTERS = ":[]@!$'()*+,=/?|";

    /** Those that a shell or a configuration file would take for their own are encoded. */
    private static final String PRINTED_IN_PATH = ":@+,";

    private static final String PRINTED_IN_QUERY = PRINTED_IN_PATH + "/";

    /** Keeps copies. */
    public Pkcs11Uri {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
    }

    /** Returns the URI without attributes, which any token and key match. */
    public static Pkcs11Uri any() {
        return new Pkcs11Uri(Map.of(), Optional.empty(), Map.of());
    }

    /**
     * Reads a URI.
     *
     * @param text with or without the scheme "pkcs11:"
     * @throws SignerException.KeyNotFound where it is not well-formed, holds an unknown path
     *     attribute, an attribute twice, or a PIN; the message never holds the PIN
     */
    public static Pkcs11Uri parse(String text) throws SignerException {
        return UriReader.read(text);
    }

    /** Returns the value of a path attribute. */
    public Optional<String> get(PathAttribute attribute) {
        return Optional.ofNullable(path.get(attribute));
    }

    /** Returns the value of a query attribute. */
    public Optional<String> get(QueryAttribute attribute) {
        return Optional.ofNullable(query.get(attribute));
    }

    /** Returns the absolute path of the module. */
    public Optional<Path> modulePath() {
        return get(QueryAttribute.MODULE_PATH).map(Path::of);
    }

    /** Returns the name of the module. */
    public Optional<String> moduleName() {
        return get(QueryAttribute.MODULE_NAME);
    }

    /** Returns where the PIN comes from. */
    public Optional<String> pinSource() {
        return get(QueryAttribute.PIN_SOURCE);
    }

    /** Returns this URI with another value of a path attribute. */
    public Pkcs11Uri with(PathAttribute attribute, String value) {
        var changed = new EnumMap<PathAttribute, String>(PathAttribute.class);
        changed.putAll(path);
        changed.put(attribute, value);
        return new Pkcs11Uri(changed, id, query);
    }

    /** Returns this URI with another value of a query attribute. */
    public Pkcs11Uri with(QueryAttribute attribute, String value) {
        var changed = new EnumMap<QueryAttribute, String>(QueryAttribute.class);
        changed.putAll(query);
        changed.put(attribute, value);
        return new Pkcs11Uri(path, id, changed);
    }

    /** Returns this URI with another id. */
    public Pkcs11Uri withId(ObjectId newId) {
        return new Pkcs11Uri(path, Optional.of(newId), query);
    }

    /**
     * Says whether a text attribute allows for a field of a token, a slot, a library or an object.
     *
     * @param field what the module says; blanks at its end are padding
     */
    public boolean allows(PathAttribute attribute, String field) {
        return get(attribute)
                .map(Padding::strip)
                .orElse(Padding.strip(field))
                .equals(Padding.strip(field));
    }

    /** Returns the URI in its canonical form, ready to be pasted; it never holds a PIN. */
    @Override
    public String toString() {
        String queryText =
                Stream.of(QueryAttribute.values())
                        .flatMap(name -> printed(name.text(), get(name), PRINTED_IN_QUERY))
                        .collect(Collectors.joining("&"));
        return "pkcs11:" + pathText() + (queryText.isEmpty() ? "" : "?" + queryText);
    }

    private String pathText() {
        Stream<String> texts =
                Stream.of(PathAttribute.values())
                        .filter(name -> name != PathAttribute.TYPE)
                        .flatMap(name -> printed(name.text(), get(name), PRINTED_IN_PATH));
        Stream<String> ids = id.stream().map(value -> "id=" + PercentCode.encode(value.bytes()));
        Stream<String> types =
                printed(PathAttribute.TYPE.text(), get(PathAttribute.TYPE), PRINTED_IN_PATH);
        return Stream.of(texts, ids, types)
                .flatMap(stream -> stream)
                .collect(Collectors.joining(";"));
    }

    private static Stream<String> printed(String name, Optional<String> value, String further) {
        return value.stream().map(text -> name + "=" + PercentCode.encode(text, further));
    }
}
