package signet.signer.softkey;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of a PEM file (RFC 7468; with headers, RFC 1421). */
final class PemBlock {

    /** Messages show the label: what could be more than one, such as a whole key, is none. */
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

    private static final String DASHES = "-----";

    private final String type;
    private final Map<String, String> headers;
    private final byte[] content;

    private PemBlock(String type, Map<String, String> headers, byte[] content) {
        this.type = type;
        this.headers = headers;
        this.content = content;
    }

    /** Returns what the BEGIN line says. */
    String type() {
        return type;
    }

    /** Returns a header of the older, encrypted form; empty where it is not there. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Returns the decoded bytes. */
    byte[] content() {
        return content;
    }

    /**
     * Reads all blocks; what is between them is comment.
     *
     * @throws IOException where a block is not well-formed
     */
    static List<PemBlock> parseAll(String text) throws IOException {
        List<PemBlock> blocks = new ArrayList<>();
        Iterator<String> lines = text.lines().map(String::strip).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                blocks.add(parse(begin.group(1), lines));
            }
        }
        return blocks;
    }

    private static PemBlock parse(String type, Iterator<String> lines) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        StringBuilder body = new StringBuilder();
        String end = "-----END " + type + DASHES;
        for (String line = next(lines); !end.equals(line); line = next(lines)) {
            if (line == null) {
                throw new IOException("no END line");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            } else {
                body.append(line);
            }
        }
        try {
            return new PemBlock(type, headers, Base64.getDecoder().decode(body.toString()));
        } catch (IllegalArgumentException e) {
            // The cause quotes the text.
            throw new IOException("the text is not base64");
        }
    }

    private static @Nullable String next(Iterator<String> lines) {
        return lines.hasNext() ? lines.next() : null;
    }
}
