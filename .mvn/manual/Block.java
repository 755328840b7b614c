import java.util.ArrayList;
import java.util.List;

/** A piece of prose. */
sealed interface Block {
    /** What may be broken into lines anywhere. */
    record Paragraph(String text) implements Block {}

    /** Lines that stay as they are, such as commands. */
    record Literal(List<String> lines) implements Block {}

    /**
     * Returns the blocks of a text in which each line is a paragraph, and lines that begin with a
     * blank are literal. Empty lines separate.
     */
    static List<Block> of(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        List<String> literal = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(" ")) {
                literal.add(line);
            } else {
                end(literal, blocks);
                if (!line.isBlank()) {
                    blocks.add(new Paragraph(line.strip()));
                }
            }
        }
        end(literal, blocks);
        return blocks;
    }

    private static void end(List<String> literal, List<Block> blocks) {
        if (!literal.isEmpty()) {
            String together = String.join("\n", literal).stripIndent();
            blocks.add(new Literal(together.lines().toList()));
            literal.clear();
        }
    }
}
