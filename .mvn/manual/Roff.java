import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a manual page in the macros of man(7). Text may have the ANSI codes of bold and italic.
 */
class Roff {
    private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-9;]*)m");
    private static final Pattern PAGE = Pattern.compile("\\b(signet[a-zA-Z.-]*)\\(([158])\\)");
    private static final String BOLD = "1";
    private static final List<String> ITALIC = List.of("3", "4");

    private final StringBuilder out = new StringBuilder();

    /** Says that nothing was written yet below a heading or tag, where a blank line would be. */
    private boolean fresh;

    /** Says that text belongs to a tag. */
    private boolean tagged;

    Roff(Page page, Edition edition) {
        out.append(".\\\" Made by the build. Change what it was made of.\n");
        // A date that is escaped is none to mandoc.
        out.append(
                ".TH \"%s\" \"%d\" \"%s\" \"%s\" \"Signet manual\"\n"
                        .formatted(
                                quotable(page.name().toUpperCase(Locale.ROOT)),
                                page.section(),
                                edition.date(),
                                quotable(edition.source())));
        // No hyphens that are not in the text: what is copied from a page must be right.
        out.append(".nh\n.ad l\n");
        heading("NAME");
        line(escape(page.name()) + " \\- " + inline(page.brief()));
    }

    void heading(String title) {
        macro("SH", title);
        begin(false);
    }

    /** Begins an item of a list. What follows belongs to it. */
    void item(List<String> tags) {
        String macro = ".TP\n";
        for (String tag : tags) {
            out.append(macro);
            line(inline(tag));
            macro = ".TQ\n";
        }
        begin(true);
    }

    /** Ends a list of items. */
    void endItems() {
        if (tagged) {
            begin(false);
            fresh = false;
        }
    }

    void blocks(List<Block> blocks) {
        for (Block block : blocks) {
            switch (block) {
                case Block.Paragraph paragraph -> paragraph(paragraph.text());
                case Block.Literal literal -> literal(literal.lines());
            }
        }
    }

    void paragraph(String text) {
        if (!fresh) {
            out.append(tagged ? ".IP\n" : ".PP\n");
        }
        fresh = false;
        // One sentence a line: roff then knows where sentences end.
        for (String sentence : text.split("(?<=[.?!]) +(?=[A-Z])")) {
            line(inline(sentence));
        }
    }

    private void literal(List<String> lines) {
        if (!tagged && !fresh) {
            out.append(".sp\n");
        }
        out.append(tagged ? ".RS\n" : ".RS 4\n").append(".nf\n");
        lines.forEach(text -> line(inline(text)));
        out.append(".fi\n.RE\n");
        fresh = false;
    }

    private void begin(boolean tagged) {
        this.tagged = tagged;
        fresh = true;
    }

    private void macro(String name, String argument) {
        out.append(".%s \"%s\"\n".formatted(name, quotable(argument)));
    }

    private static String quotable(String text) {
        return escape(text).replace("\"", "\\(dq");
    }

    /** A dot at the beginning of a line would make a request of it, an empty line a gap. */
    private void line(String text) {
        out.append(text.startsWith(".") || text.isEmpty() ? "\\&" : "").append(text).append('\n');
    }

    private static String inline(String text) {
        String marked = PAGE.matcher(text).replaceAll("\u001b[1m$1\u001b[0m($2)");
        StringBuilder result = new StringBuilder();
        Matcher style = STYLE.matcher(marked);
        String font = "R";
        int end = 0;
        while (style.find()) {
            result.append(escape(marked.substring(end, style.start())));
            end = style.end();
            String next = font(style.group(1));
            result.append(next.equals(font) ? "" : "\\f" + next);
            font = next;
        }
        return result.append(escape(marked.substring(end))).toString();
    }

    private static String font(String code) {
        if (code.equals(BOLD)) {
            return "B";
        }
        return ITALIC.contains(code) ? "I" : "R";
    }

    /** Has every character printed as itself: roff makes typographic ones of some. */
    static String escape(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '\\' -> result.append("\\e");
                                case '-' -> result.append("\\-");
                                case '\'' -> result.append("\\(aq");
                                case '`' -> result.append("\\(ga");
                                case '^' -> result.append("\\(ha");
                                case '~' -> result.append("\\(ti");
                                default ->
                                        result.append(
                                                c <= '~'
                                                        ? Character.toString(c)
                                                        : "\\[u%04X]".formatted(c));
                            }
                        });
        return result.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
