package signet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threat model names no test that is not there. */
class ThreatModelTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern METHOD = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Pattern ATTACKS = Pattern.compile("AttackIT \\(([^)]*)\\)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"\u2026]+)\"");

    /** Ends where the name of a method begins, with no other method in between. */
    private static final String ANNOTATED =
            "@(?:Test|TestFactory|ParameterizedTest)\\b(?s:(?!\\b(?:void|Stream)\\b).)*"
                    + "(?:void|Stream<DynamicTest>) ";

    private static String text;

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(ROOT.resolve("docs/threat-model.md"));
    }

    @Test
    void theTestsAreThere() throws IOException {
        List<MatchResult> named = METHOD.matcher(text).results().toList();
        assertThat(named).hasSizeGreaterThan(25);
        for (MatchResult test : named) {
            assertThat(source(test.group(1)))
                    .as(test.group(1))
                    .containsPattern(ANNOTATED + test.group(2) + "\\(");
        }
    }

    @Test
    void theAttacksAreThere() throws IOException {
        String attacks = source("Attacks");
        List<String> named =
                ATTACKS.matcher(text)
                        .results()
                        .flatMap(list -> QUOTED.matcher(list.group(1)).results())
                        .map(name -> name.group(1))
                        .toList();
        assertThat(named).hasSizeGreaterThan(8);
        assertThat(named).allSatisfy(name -> assertThat(attacks).contains("\"" + name + "\""));
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> files =
                Files.find(
                        ROOT,
                        12,
                        (file, _) ->
                                file.endsWith(name + ".java")
                                        && file.toString().contains("/src/test/java/"))) {
            return files.map(ThreatModelTest::read).findFirst().orElse("");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
