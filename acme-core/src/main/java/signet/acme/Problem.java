package signet.acme;

import org.jspecify.annotations.Nullable;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.text.Printable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A problem document (RFC 7807; RFC 8555 section 6.7), with subproblems (section 6.7.1). All texts
 * are safe to print.
 *
 * @param type the type, {@code about:blank} where there is none
 * @param title what kind of problem it is, in words
 * @param detail what happened, in words
 * @param instance where more is said, for example the terms of service to be agreed to
 * @param identifier which identifier it is about, as {@code type:value}
 * @param subproblems the problems of single identifiers
 */
public record Problem(
        String type,
        Optional<String> title,
        Optional<String> detail,
        Optional<String> instance,
        Optional<String> identifier,
        List<Problem> subproblems) {

    private static final String ACME = "urn:ietf:params:acme:error:";
    private static final String BLANK = "about:blank";
    private static final int MAX_SUBPROBLEMS = 100;

    /** Copies. */
    public Problem {
        subproblems = List.copyOf(subproblems);
    }

    /** Makes the problem of an answer that came without a problem document. */
    public static Problem ofDetail(String detail) {
        return new Problem(
                BLANK,
                Optional.empty(),
                Optional.of(Printable.of(detail)),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /**
     * Reads a problem document. Never fails: a document about a failure must not hide the failure,
     * so a member of the wrong kind counts as absent.
     */
    public static Problem fromJson(JsonObject json) {
        return fromJson(json, true);
    }

    private static Problem fromJson(JsonObject json, boolean withSubproblems) {
        List<Problem> subproblems = new ArrayList<>();
        List<JsonObject> parts = lenient(() -> json.objects("subproblems"));
        if (withSubproblems && parts != null) {
            parts.stream()
                    .limit(MAX_SUBPROBLEMS)
                    .forEach(part -> subproblems.add(fromJson(part, false)));
        }
        Optional<JsonObject> identifier =
                Optional.ofNullable(lenient(() -> json.object("identifier").orElse(null)));
        return new Problem(
                text(json, "type").orElse(BLANK),
                text(json, "title"),
                text(json, "detail"),
                text(json, "instance"),
                identifier.map(
                        id -> text(id, "type").orElse("?") + ":" + text(id, "value").orElse("?")),
                subproblems);
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(lenient(() -> json.string(name).orElse(null)))
                .map(text -> Printable.of(text, 1000));
    }

    private static <T> @Nullable T lenient(Member<T> member) {
        try {
            return member.read();
        } catch (JsonException e) {
            return null;
        }
    }

    private interface Member<T> {
        @Nullable T read() throws JsonException;
    }

    /** Says whether the type is that error of RFC 8555 section 6.7, such as {@code badNonce}. */
    public boolean is(String acmeError) {
        return type.equals(ACME + acmeError);
    }

    /** Returns all that the CA said, on one line. */
    public String describe() {
        String name = type.startsWith(ACME) ? type.substring(ACME.length()) : type;
        StringBuilder result = new StringBuilder(identifier.map(id -> id + ": ").orElse(""));
        if (!type.equals(BLANK)) {
            result.append(name).append(": ");
        }
        result.append(detail.or(() -> title).orElse("no reason given"));
        instance.ifPresent(url -> result.append(" (see ").append(url).append(')'));
        if (!subproblems.isEmpty()) {
            result.append(
                    subproblems.stream()
                            .map(Problem::describe)
                            .collect(Collectors.joining("; ", " [", "]")));
        }
        return result.toString();
    }
}
