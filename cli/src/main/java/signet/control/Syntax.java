package signet.control;

import java.util.regex.Pattern;

/** The patterns of the control lines; apart, as an interface can't have private constants. */
final class Syntax {

    private static final String TOKEN_CHARACTERS = "[A-Za-z0-9_-]{1,256}";

    static final Pattern TOKEN = Pattern.compile(TOKEN_CHARACTERS);
    static final Pattern LINE = Pattern.compile("(announce|withdraw) (" + TOKEN_CHARACTERS + ")");

    private Syntax() {}
}
