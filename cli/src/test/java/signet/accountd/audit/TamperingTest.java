package signet.accountd.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.Checkpoint;
import signet.accountd.audit.chain.CheckpointKey;
import signet.accountd.audit.chain.CheckpointPublicKey;
import signet.accountd.audit.chain.Head;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.check.Problem;
import signet.accountd.audit.check.Problem.Kind;
import signet.accountd.audit.check.Verification;
import signet.accountd.audit.check.Verifier;
import signet.accountd.audit.check.VerifyOptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Each test does one thing to a log that is in order, and says where it has to be found. */
class TamperingTest {

    @TempDir private Path folder;
    private Logs logs;

    @BeforeEach
    void makeLog() throws Exception {
        logs = new Logs(folder);
        logs.write(12, Logs.NO_ROTATION);
        assertThat(logs.verify().problem()).isEmpty();
    }

    private void makeShortLog() throws IOException {
        logs = new Logs(Files.createDirectory(folder.resolve("short")));
        logs.write(2, Logs.NO_ROTATION);
    }

    private void is(Kind kind, long line, long seq) throws IOException {
        Problem problem = logs.problem();
        assertThat(problem.kind()).as(problem.toString()).isEqualTo(kind);
        assertThat(problem.line()).as(problem.toString()).isEqualTo(line);
        assertThat(problem.seq()).as(problem.toString()).isEqualTo(seq);
        assertThat(problem.file()).isEqualTo(logs.files.log());
    }

    private interface Change {
        void to(List<String> lines);
    }

    private void change(Change change) throws IOException {
        List<String> lines = new ArrayList<>(Logs.text(logs.files.log()));
        change.to(lines);
        Logs.setText(logs.files.log(), lines);
    }

    @Test
    void everySingleFlippedByteIsFoundInItsLine() throws Exception {
        makeShortLog();
        byte[] good = Files.readAllBytes(logs.files.log());
        int line = 1;
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(logs.files.log(), bad);
            Problem problem = logs.problem();
            assertThat(problem.line()).as("byte %s: %s", at, problem).isEqualTo(line);
            if (good[at] == '\n') {
                line++;
            }
        }
        assertThat(line).isEqualTo(Logs.text(logs.files.log()).size() + 1);
    }

    @Test
    void editedDecisionIsFound() throws Exception {
        change(lines -> lines.set(3, lines.get(3).replace("www2.example.org", "www9.example.org")));
        is(Kind.EDITED, 4, 3);
    }

    @Test
    void editedHashOfTheLineBeforeIsFoundInThatLine() throws Exception {
        String hash = logs.lines().get(3).prev();
        change(lines -> lines.set(3, lines.get(3).replace(hash, "f".repeat(64))));
        is(Kind.EDITED, 4, 3);
    }

    @Test
    void editedLastLineIsFoundByTheHeadFile() throws Exception {
        change(
                lines ->
                        lines.set(
                                lines.size() - 1,
                                lines.getLast().replaceFirst("\"time\":\"20", "\"time\":\"21")));
        int lines = Logs.text(logs.files.log()).size();
        is(Kind.EDITED, lines, lines - 1);
    }

    @Test
    void droppedLinesAreFound() throws Exception {
        change(lines -> lines.subList(3, 5).clear());
        is(Kind.DROPPED, 4, 3);
        assertThat(logs.problem().detail()).contains("lines 3 to 4 are missing");
    }

    @Test
    void droppedFirstLineIsFound() throws Exception {
        change(List::removeFirst);
        is(Kind.DROPPED, 1, 0);
    }

    @Test
    void swappedLinesAreFound() throws Exception {
        change(lines -> Collections.swap(lines, 3, 4));
        is(Kind.REORDERED, 4, 3);
        assertThat(logs.problem().detail()).contains("line 3 behind it, at ").contains(":5");
    }

    @Test
    void repeatedLineIsFound() throws Exception {
        change(lines -> lines.add(4, lines.get(2)));
        is(Kind.REORDERED, 5, 4);
    }

    @Test
    void missingLastLineIsFound() throws Exception {
        change(List::removeLast);
        int lines = Logs.text(logs.files.log()).size();
        is(Kind.TRUNCATED, 0, lines);
    }

    @Test
    void missingBytesAreFoundHoweverMany() throws Exception {
        makeShortLog();
        byte[] good = Files.readAllBytes(logs.files.log());
        for (int length = good.length - 1; length >= 0; length--) {
            Files.write(logs.files.log(), Arrays.copyOf(good, length));
            assertThat(logs.problem().kind()).as("length %s", length).isEqualTo(Kind.TRUNCATED);
        }
    }

    @Test
    void halfALineThatNobodyVouchesForIsTorn() throws Exception {
        Files.writeString(logs.files.log(), "{\"seq\":", StandardOpenOption.APPEND);
        int lines = Logs.text(logs.files.log()).size();
        is(Kind.TORN, lines, lines - 1);
        assertThat(logs.problem().detail()).contains("audit repair");
    }

    @Test
    void lineWithoutMeaningIsFound() throws Exception {
        change(lines -> lines.add(4, "hello\n"));
        is(Kind.EDITED, 5, 4);
    }

    @Test
    void lineOfAMegabyteIsFoundWithoutReadingIt() throws Exception {
        change(lines -> lines.add(4, "x".repeat(1 << 20) + "\n"));
        is(Kind.EDITED, 5, 4);
        assertThat(logs.problem().detail()).contains("longer than a line can be");
    }

    @Test
    void truncationTogetherWithAnOlderHeadFileIsFoundByWhatWasNoted() throws Exception {
        logs = new Logs(Files.createDirectory(folder.resolve("b")));
        logs.write(4, Logs.NO_ROTATION);
        byte[] log = Files.readAllBytes(logs.files.log());
        byte[] head = Files.readAllBytes(logs.files.head());
        logs.write(4, Logs.NO_ROTATION);
        Position noted = logs.checkpoints.getLast();
        Files.write(logs.files.log(), log);
        Files.write(logs.files.head(), head);

        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.problem(noted).kind()).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void headFileThatIsGoneOrGarbledIsFound() throws Exception {
        Files.writeString(logs.files.head(), "{");
        assertThat(logs.problem().kind()).isEqualTo(Kind.NO_HEAD);
        Files.delete(logs.files.head());
        assertThat(logs.problem().kind()).isEqualTo(Kind.NO_HEAD);
    }

    @Test
    void forgedHeadFileIsFound() throws Exception {
        Path head = logs.files.head();
        String text = Files.readString(head, StandardCharsets.US_ASCII);
        Files.writeString(head, text.replaceFirst("\"seq\":[0-9]+", "\"seq\":2"));
        assertThat(logs.problem().kind()).isEqualTo(Kind.BAD_SIGNATURE);

        CheckpointKey other = CheckpointKey.create(folder.resolve("other.key"));
        Position position = new Position(0, "0".repeat(64));
        Files.write(head, Head.sign(other, "0".repeat(32), position, Instant.now()).encode());
        assertThat(logs.problem().kind()).isEqualTo(Kind.OTHER_KEY);
    }

    /** Writes the log anew from a line on, in a way that all hashes are right. */
    private void rewrite(int from, Forger forger) throws IOException {
        List<ChainLine> old = logs.lines();
        List<String> text = Logs.text(logs.files.log()).subList(0, from);
        Position last = new Position(old.get(from).seq() - 1, old.get(from).prev());
        for (ChainLine line : old.subList(from, old.size())) {
            byte[] bytes = ChainLine.encode(last, forger.body(line, last));
            last = last.next(bytes);
            text = new ArrayList<>(text);
            text.add(new String(bytes, StandardCharsets.US_ASCII));
        }
        Logs.setText(logs.files.log(), text);
    }

    private interface Forger {
        String body(ChainLine line, Position last) throws IOException;
    }

    private static String unchanged(ChainLine line) {
        String text = ChainLine.text(line.json());
        return "{" + text.substring(text.indexOf("\"type\""));
    }

    private static int checkpointAfter(List<ChainLine> lines, int from) {
        int at = from;
        while (lines.get(at).type() != LineType.CHECKPOINT) {
            at++;
        }
        return at;
    }

    @Test
    void chainWrittenAnewWithoutTheKeyIsFoundAtTheNextCheckpoint() throws Exception {
        int checkpoint = checkpointAfter(logs.lines(), 3);
        rewrite(3, (line, last) -> unchanged(line).replace("www2.example.org", "x.example.org"));
        is(Kind.BAD_SIGNATURE, checkpoint + 1, checkpoint);
    }

    @Test
    void checkpointsForgedWithAnotherKeyAreFound() throws Exception {
        int checkpoint = checkpointAfter(logs.lines(), 3);
        CheckpointKey other = CheckpointKey.create(folder.resolve("other.key"));
        String id = logs.lines().getFirst().json().requiredString("log");
        rewrite(
                3,
                (line, last) ->
                        line.type() == LineType.CHECKPOINT
                                ? ChainLine.text(Checkpoint.body(other, id, last, Instant.now()))
                                : unchanged(line).replace("www2.example.org", "x.example.org"));
        is(Kind.OTHER_KEY, checkpoint + 1, checkpoint);
    }

    @Test
    void checkpointOfAnotherLogIsFound() throws Exception {
        int checkpoint = checkpointAfter(logs.lines(), 3);
        CheckpointKey own = CheckpointKey.load(logs.config.checkpointKey());
        rewrite(
                checkpoint,
                (line, last) ->
                        line.type() == LineType.CHECKPOINT
                                ? ChainLine.text(
                                        Checkpoint.body(own, "0".repeat(32), last, Instant.now()))
                                : unchanged(line));
        is(Kind.REPLACED, checkpoint + 1, checkpoint);
    }

    @Test
    void wholeLogReplacedByThatOfAnotherKeyIsFoundByTheKeyThatWasKept() throws Exception {
        CheckpointPublicKey kept = CheckpointPublicKey.read(logs.config.checkpointKey());
        Logs other = new Logs(Files.createDirectory(folder.resolve("other")));
        other.write(30, Logs.NO_ROTATION);
        copy(other.files.log(), logs.files.log());
        copy(other.files.head(), logs.files.head());
        copy(other.config.checkpointKey(), logs.config.checkpointKey());

        assertThat(logs.verify().problem()).isEmpty();
        assertThat(logs.verify(kept).problem().orElseThrow().kind()).isEqualTo(Kind.OTHER_KEY);
    }

    @Test
    void wholeLogReplacedByAnotherOfTheSameKeyIsFoundByWhatWasNoted() throws Exception {
        Position noted = logs.checkpoints.getFirst();
        for (Path file : List.of(logs.files.log(), logs.files.head())) {
            Files.delete(file);
        }
        logs.write(12, Logs.NO_ROTATION);

        assertThat(logs.verify().problem()).isEmpty();
        Problem problem = logs.problem(noted);
        assertThat(problem.kind()).isEqualTo(Kind.REPLACED);
        assertThat(problem.seq()).isEqualTo(noted.seq());
    }

    @Test
    void logThatIsRemovedAltogetherIsFoundByItsHeadFile() throws Exception {
        Files.delete(logs.files.log());
        assertThat(logs.problem().kind()).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void removedFileOfARotatedLogIsFound() throws Exception {
        logs = new Logs(Files.createDirectory(folder.resolve("b")));
        logs.write(40, 3000);
        List<Integer> numbers = logs.files.numbers();
        assertThat(numbers).hasSizeGreaterThan(3);
        Verification whole = logs.verify();
        assertThat(whole.problem()).isEmpty();
        assertThat(whole.files()).isEqualTo(numbers.size() + 1);
        assertThat(whole.decisions()).isEqualTo(40);

        for (int number : numbers) {
            Path away = folder.resolve("away");
            Files.move(logs.files.numbered(number), away);
            Problem problem = logs.problem();
            assertThat(problem.kind()).isEqualTo(Kind.DROPPED);
            assertThat(problem.file()).isEqualTo(logs.files.numbered(number));
            Files.move(away, logs.files.numbered(number));
        }
    }

    @Test
    void filesThatWereMovedAwayOnPurposeAreNoProblem() throws Exception {
        logs = new Logs(Files.createDirectory(folder.resolve("b")));
        logs.write(40, 3000);
        Files.delete(logs.files.numbered(1));
        Files.delete(logs.files.numbered(2));

        CheckpointPublicKey key = CheckpointPublicKey.read(logs.config.checkpointKey());
        Verification rest =
                new Verifier(logs.files, new VerifyOptions(key, List.of(), Set.of(), true)).run();
        assertThat(rest.problem()).isEmpty();
        assertThat(rest.decisions()).isBetween(1L, 39L);
        Verification noted =
                new Verifier(
                                logs.files,
                                new VerifyOptions(
                                        key,
                                        List.of(new Position(1, "0".repeat(64))),
                                        Set.of(),
                                        true))
                        .run();
        assertThat(noted.problem().orElseThrow().kind()).isEqualTo(Kind.DROPPED);
    }

    @Test
    void swappedFilesAreFound() throws Exception {
        logs = new Logs(Files.createDirectory(folder.resolve("b")));
        logs.write(40, 3000);
        LogFiles files = logs.files;
        Path spare = folder.resolve("spare");
        Files.move(files.numbered(1), spare);
        Files.move(files.numbered(2), files.numbered(1));
        Files.move(spare, files.numbered(2));
        assertThat(logs.problem().file()).isEqualTo(files.numbered(1));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
