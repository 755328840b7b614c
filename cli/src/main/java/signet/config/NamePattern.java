package signet.config;

import signet.acme.Identifier;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which DNS names a policy means: {@code www.example.org} this one, {@code .example.org} all that
 * end so, at any depth, {@code *.example.org} this wildcard.
 *
 * @param text in lower case, in ASCII
 */
public record NamePattern(String text) {

    /** Letters that the two versions of IDNA map to different names, and which join others. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    /**
     * Reads a pattern; letters other than those of ASCII are brought into their xn-- form.
     *
     * @throws IllegalArgumentException where it is none; the message is for who wrote it
     */
    static NamePattern parse(String word) {
        boolean suffix = word.startsWith(".");
        String name = suffix ? word.substring(1) : word;
        if (AMBIGUOUS.matcher(name).find()) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" has a letter that is read in two ways; write its xn-- form");
        }
        String ascii = toAscii(name);
        // The rules of names are those of the requests that are compared with this.
        String value = Identifier.dns(ascii).value();
        if (suffix && value.startsWith("*.")) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is neither a name, nor an ending, nor a wildcard");
        }
        return new NamePattern(suffix ? "." + value : value);
    }

    private static String toAscii(String name) {
        if (name.chars().allMatch(letter -> letter < 0x80)) {
            return name;
        }
        String wildcard = name.startsWith("*.") ? "*." : "";
        return wildcard + IDN.toASCII(name.substring(wildcard.length()).toLowerCase(Locale.ROOT));
    }

    /**
     * Says whether a name is meant.
     *
     * @param wildcards whether an ending also means the wildcards that end so
     */
    public boolean matches(Identifier name, boolean wildcards) {
        if (!name.type().equals("dns")) {
            return false;
        }
        return text.startsWith(".")
                ? name.value().endsWith(text) && (wildcards || !name.isWildcard())
                : name.value().equals(text);
    }
}
