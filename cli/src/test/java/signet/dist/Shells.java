package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shells with the completions of a distribution, as if it were installed.
 *
 * @param home with {@code share} in it
 * @param work where programs may write
 */
record Shells(Path home, Path work) {

    /** Prints what bash would offer for the last of the words, which are arguments. */
    private static final String BASH =
            """
            . /usr/share/bash-completion/bash_completion
            _completion_loader "$1"
            function=$(complete -p "$1" | sed 's/.* -F \\([^ ]*\\).*/\\1/')
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE=$* COMP_POINT=${#COMP_LINE}
            # Outside of a completion it can't do anything.
            compopt() { :; }
            "$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf %s "${COMPREPLY[*]}"
            """;

    /** Types a line and a key, the second and third argument, into a zsh that shows what it has. */
    private static final String ZSH =
            """
            zmodload zsh/zpty
            zpty shell "TERM=dumb zsh -f -i"
            zpty -w shell "stty cols 200; PS1= PROMPT_EOL_MARK= LISTMAX=0
                fpath=(${(q)1} \\$fpath); autoload -Uz compinit; compinit -u -D
                show() { print -r -- \\"<\\$BUFFER>\\" }
                zle -N show; bindkey '^T' show '^B' list-choices
                zle-line-init() { print rea''dy }; zle -N zle-line-init"
            zpty -r shell output '*ready*'
            zpty -w -n shell "$2$3"$'\\C-t'
            zpty -r shell output '*<*>*'
            print -r -- "$output"
            zpty -d shell
            """;

    private static final String COMPLETE = "\t";
    private static final String LIST = "\u0002";

    /** Returns what bash offers for the last word of a line, separated by blanks. */
    String bash(String line) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", BASH, "bash"));
        command.addAll(List.of(line.split(" ", -1)));
        return run(Map.of("XDG_DATA_DIRS", home.resolve("share").toString()), command);
    }

    /** Returns a line as zsh completes it, in angle brackets, behind what else is shown then. */
    String zsh(String line) throws IOException {
        return zsh(line, COMPLETE);
    }

    /** Returns what zsh shows when it is asked what is possible. */
    String zshOffers(String line) throws IOException {
        return zsh(line, LIST);
    }

    private String zsh(String line, String key) throws IOException {
        return run(
                Map.of("HOME", work.toString(), "LC_ALL", "C.UTF-8"),
                List.of(
                        "zsh",
                        "-f",
                        "-c",
                        ZSH,
                        "zsh",
                        home.resolve("share/zsh/vendor-completions").toString(),
                        line,
                        key));
    }

    /** Returns what is wrong with the syntax of a file. */
    String mistakes(String shell, String file) throws IOException {
        return run(Map.of(), List.of(shell, "-n", home.resolve(file).toString()));
    }

    private String run(Map<String, String> environment, List<String> command) throws IOException {
        Distribution.Result result = Distribution.run(work, environment, command);
        assertThat(result.status()).as(result.output()).isZero();
        return result.output();
    }
}
