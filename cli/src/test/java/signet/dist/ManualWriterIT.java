package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What writes manual pages and completions, with other command lines than ours. */
class ManualWriterIT {

    private static final Path PROGRAM = Path.of("../.mvn/manual/WriteManual.java");
    private static final Pattern TITLE =
            Pattern.compile(
                    "^\\.TH \"SIGNET\" \"8\" \"(.*?)\" \"Signet (.*?)\"", Pattern.MULTILINE);

    @TempDir Path folder;
    private Path home;

    @BeforeEach
    void takeTheSamples() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        Path target = Files.createDirectory(home.resolve("etc"));
        try (Stream<Path> samples = Files.list(Distribution.launcher("etc"))) {
            for (Path sample : samples.filter(Files::isRegularFile).toList()) {
                Files.copy(sample, target.resolve(sample.getFileName()));
            }
        }
    }

    private void write(String version, String time, String... programs) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                Distribution.launcher("lib")
                                        + "/*:"
                                        + Path.of("target/test-classes").toAbsolutePath(),
                                PROGRAM.toAbsolutePath().toString(),
                                home.toString(),
                                version,
                                time));
        command.addAll(List.of(programs));
        // Nothing of this may change anything.
        Map<String, String> surroundings =
                Map.of("COLUMNS", "40", "LC_ALL", "C", "TZ", "Pacific/Auckland", "NO_COLOR", "1");
        Distribution.Result result = Distribution.run(folder, surroundings, command);
        assertThat(result.output()).isEmpty();
        assertThat(result.status()).isZero();
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        Map<String, String> built = files(Distribution.launcher("share"));
        Matcher title = TITLE.matcher(built.get("man/man8/signet.8"));
        assertThat(title.find()).isTrue();
        write(
                title.group(2).replace("\\-", "-"),
                title.group(1) + "T23:59:59Z",
                "8:signet.master.CommandTree",
                "1:signet.accountd.CommandTree");
        Map<String, String> again = files(home.resolve("share"));
        built.keySet().removeIf(name -> name.matches(".*/signet-(client|webserver|token)\\.8"));
        assertThat(again).isEqualTo(built);
    }

    @Test
    void nothingIsTakenForMarkup() throws IOException {
        write("1 \"x\" \\n", "2026-02-03T04:05:06Z", "7:signet.dist.OddCommand");
        ManualPages pages = new ManualPages(home, folder);
        String text = pages.text("odd.7");
        assertThat(pages.complaints("odd.7")).isEmpty();
        assertThat(text.split(Pattern.quote(OddCommand.ODD), -1)).hasSize(1 + 3);
        assertThat(text)
                .contains(".odd --it's\n", "\\fBodd\\fR\n", "UNHEARD\n", "--file=F:[O]'O\n")
                .contains("2026-02-03", "Signet 1 \"x\" \\n");
    }

    @Test
    void shellsAreNotConfusedEither() throws IOException {
        write("1", "2026-02-03T04:05:06Z", "7:signet.dist.OddCommand");
        Shells shells = new Shells(home, folder);
        assertThat(shells.mistakes("zsh", "share/zsh/vendor-completions/_odd")).isEmpty();
        assertThat(shells.mistakes("bash", "share/bash-completion/completions/odd")).isEmpty();
        assertThat(shells.zshOffers("odd -"))
                .contains(".dot 'single' \"double\" \\e back-slash [x]: $HOME `id` ~ ^ %n ");
        assertThat(shells.zshOffers("odd ")).contains("even  -- Is even");
        Files.createFile(folder.resolve("unique"));
        assertThat(shells.zsh("odd --file uni")).contains("<odd --file unique >");
        assertThat(shells.zsh("odd --left --righ")).contains("<odd --left --righ>");
    }

    @Test
    void whatIsHiddenStaysSo() throws IOException {
        write("1", "2026-02-03T04:05:06Z", "7:signet.dist.OddCommand");
        files(home.resolve("share"))
                .forEach((name, text) -> assertThat(text).as(name).doesNotContain("unseen"));
    }
}
