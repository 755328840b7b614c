package signet.accountd.audit.show;

import signet.accountd.audit.chain.ChainLine;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.text.Printable;

import java.util.List;
import java.util.Optional;

/**
 * Words a line. What the log itself vouches for comes first and has fixed places; all that may be
 * an attacker's text follows as {@code name=value}, in quotes wherever it could be taken for more.
 */
public final class LineText {

    private static final List<String> DETAILS =
            List.of(
                    "profile",
                    "notBefore",
                    "notAfter",
                    "replaces",
                    "peer",
                    "via",
                    "ca",
                    "rule",
                    "reason",
                    "token",
                    "account",
                    "url",
                    "csr-key",
                    "request");

    private LineText() {}

    /**
     * Returns one line, without its end.
     *
     * @throws JsonException where the line has not what such a line has
     */
    public static String of(ChainLine line) throws JsonException {
        String start = line.time() + " #" + line.seq() + " ";
        JsonObject json = line.json();
        return start
                + switch (line.type()) {
                    case DECISION -> decision(json);
                    case GENESIS -> "the log " + word(json, "log") + " begins";
                    case CHECKPOINT -> "checkpoint of all lines before";
                    case ROTATED -> "continues " + word(json, "before");
                    case REPAIRED -> repaired(json);
                };
    }

    private static String decision(JsonObject json) throws JsonException {
        StringBuilder text = new StringBuilder(word(json, "outcome"));
        text.append(' ').append(word(json, "operation"));
        List<String> names = json.strings("names");
        if (!names.isEmpty()) {
            text.append(" names=")
                    .append(String.join(",", names.stream().map(LineText::value).toList()));
        }
        for (String detail : DETAILS) {
            Optional<String> value = json.string(detail).filter(given -> !given.isEmpty());
            value.ifPresent(
                    given -> text.append(' ').append(detail).append('=').append(value(given)));
        }
        Optional<JsonObject> cut = json.object("cut");
        if (cut.isPresent()) {
            text.append(" cut=")
                    .append(
                            String.join(
                                    ",", cut.get().names().stream().map(LineText::value).toList()));
        }
        return text.toString();
    }

    private static String repaired(JsonObject json) throws JsonException {
        return "REPAIRED: the log "
                + Printable.of(json.requiredString("reason"))
                + json.string("kept").map(file -> "; see " + value(file)).orElse("")
                + json.string("vouched").map(lost -> "; lost up to " + value(lost)).orElse("");
    }

    private static String word(JsonObject json, String member) throws JsonException {
        return value(json.requiredString(member));
    }

    /** Quotes what has blanks, quotes, commas or equal signs, or nothing at all. */
    private static String value(String text) {
        boolean plain =
                !text.isEmpty()
                        && text.codePoints()
                                .noneMatch(
                                        c ->
                                                c == '\\'
                                                        || Character.isSpaceChar(c)
                                                        || "\",=".indexOf(c) >= 0);
        return plain
                ? Printable.of(text)
                : "\"" + Printable.of(text.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
    }
}
