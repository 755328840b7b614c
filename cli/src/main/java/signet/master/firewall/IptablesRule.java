package signet.master.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code iptables -S}, such as {@code -A INPUT -p tcp -j ACCEPT}.
 *
 * @param words without the quotes
 */
record IptablesRule(List<String> words) {

    IptablesRule {
        words = List.copyOf(words);
    }

    /**
     * Splits a line; blanks may be in double quotes, in which a backslash takes the next literally.
     */
    static IptablesRule parse(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean started = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quoted && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                started = true;
            } else if (c == ' ' && !quoted) {
                if (started) {
                    words.add(word.toString());
                }
                word.setLength(0);
                started = false;
            } else {
                word.append(c);
                started = true;
            }
        }
        if (started) {
            words.add(word.toString());
        }
        return new IptablesRule(words);
    }

    /** Says whether it is of a kind: -P policy, -N new chain, -A rule. */
    boolean is(String command) {
        return words.size() >= 2 && words.getFirst().equals(command);
    }

    String chain() {
        return words.get(1);
    }

    /** Returns the mark in its comment. */
    Optional<Mark> mark() {
        int at = words.indexOf("--comment");
        return at < 0 || at + 1 == words.size() ? Optional.empty() : Mark.parse(words.get(at + 1));
    }

    /** Returns the arguments that delete it, which are those that add it. */
    List<String> deletion() {
        List<String> deletion = new ArrayList<>(words);
        deletion.set(0, "-D");
        return deletion;
    }
}
