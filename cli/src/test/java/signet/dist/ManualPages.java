package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Manual pages below a folder, as readers see them.
 *
 * @param home with {@code share/man} in it
 * @param work where programs may write
 */
record ManualPages(Path home, Path work) {

    private static final Map<String, String> WIDE = Map.of("MANWIDTH", "2000", "LC_ALL", "C.UTF-8");

    /** Returns the names of all pages, such as {@code signet.8}. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("share/man"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    Path file(String name) {
        String section = name.substring(name.lastIndexOf('.') + 1);
        return home.resolve("share/man/man" + section).resolve(name);
    }

    /** Returns the text of a page, with lines as long as they are. */
    String text(String name) throws IOException {
        Distribution.Result result =
                Distribution.run(
                        work, WIDE, List.of("man", "-P", "cat", "-l", file(name).toString()));
        assertThat(result.status()).as(result.output()).isZero();
        return new String(
                result.output().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Returns what roff programs have to say against a page. */
    String complaints(String name) throws IOException {
        return complaints("man --warnings -E UTF-8 -l -Tutf8 -Z \"$1\" 2>&1 >/dev/null", name)
                + complaints("mandoc -T lint -W warning \"$1\" 2>&1", name);
    }

    private String complaints(String command, String name) throws IOException {
        return Distribution.run(
                        work, WIDE, List.of("sh", "-c", command, "sh", file(name).toString()))
                .output();
    }

    /** Brings texts that were broken into lines differently into the same form. */
    static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }
}
