package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import signet.acme.Identifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The file that orders are kept in. */
class OrderJournalTest {

    private static final Instant TIME = Instant.parse("2026-03-02T10:00:00Z");
    private static final String OLD = JournalFiles.first(TIME, "sites", "a.example", "b.example");

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("orders");
    }

    private List<JournalEntry> read() throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        try (OrderJournal journal = OrderJournal.open(folder)) {
            boolean _ = journal.read((entry, _) -> entries.add(entry));
        }
        return entries;
    }

    private OrderBook open() throws IOException {
        return OrderBook.open(folder, () -> TIME, MemoryLimits.DEFAULT);
    }

    @Test
    void theFirstFormatIsReadAndWrittenAnew() throws Exception {
        Files.writeString(file, OLD + "\n" + OLD.replace("a.example", "c.example") + "\n");
        List<JournalEntry> before = read();
        assertThat(before).hasSize(2).allMatch(OrderRecord.class::isInstance);

        open().close();

        assertThat(Files.readString(file))
                .startsWith("{\"signet-orders\":2}\n{\"time\":\"2026-03-02T10:00:00Z\",")
                .contains("\"kind\":\"newOrder\"")
                .doesNotContain("a.example");
        assertThat(read()).isEqualTo(before);
    }

    /** An earlier version took names that are none to this one; they are no damage. */
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.1", "0x7f.1"})
    void namesOfTheFirstFormatAreTakenAsTheyStandThere(String name) throws Exception {
        Files.writeString(file, OLD + "\n" + OLD.replace("a.example", name) + "\n");
        open().close();
        assertThat(read())
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(
                        OrderRecord.class,
                        order ->
                                assertThat(order.names())
                                        .isEqualTo(
                                                NamesDigest.of(
                                                        Set.of(
                                                                new Identifier("dns", name),
                                                                Identifier.dns("b.example")))));
    }

    @Test
    void anEmptyOneBeginsWithItsVersion() throws Exception {
        open().close();
        assertThat(Files.readString(file)).isEqualTo("{\"signet-orders\":2}\n");
    }

    @Test
    void aLaterFormatIsRefusedAndKept() throws Exception {
        String later = "{\"signet-orders\":3}\n{\"x\":1}\n";
        Files.writeString(file, later);
        assertThatThrownBy(this::open)
                .isInstanceOf(StateException.class)
                .hasMessageContaining("written by a newer signet-accountd (version 3")
                .hasMessageContaining("move the file away");
        assertThatThrownBy(() -> new OrderMemory(folder).repair())
                .hasMessageContaining("newer signet-accountd");
        assertThat(Files.readString(file)).isEqualTo(later);
    }

    @Test
    void namesTheLineThatIsDamaged() throws Exception {
        Files.writeString(file, OLD + "\n{\"time\":1}\n");
        assertThatThrownBy(this::open)
                .hasMessageContaining("orders:2: damaged")
                .hasMessageContaining("signet-accountd policy repair");
    }

    @Test
    void aLineWithoutEndIsSetAsideInPieces() throws Exception {
        String endless = "x".repeat(3 * JournalLines.MOST + 17);
        Files.writeString(file, OLD + "\n" + endless + "\n" + OLD + "\n" + endless);
        assertThatThrownBy(this::open)
                .hasMessageContaining("orders:2: damaged (longer than 262144 bytes)");

        assertThat(new OrderMemory(folder).repair()).isEqualTo(2);

        assertThat(Files.readString(file)).isEqualTo(OLD + "\n" + OLD + "\n");
        assertThat(Files.readString(folder.resolve("orders.bad")))
                .isEqualTo(endless + "\n" + endless + "\n");
        assertThat(read()).hasSize(2);
    }

    @Test
    void repairOfWhatIsWholeChangesNothing() throws Exception {
        Files.writeString(file, OLD + "\n");
        open().close();
        String before = Files.readString(file);
        assertThat(new OrderMemory(folder).repair()).isZero();
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(folder.resolve("orders.bad")).doesNotExist();
        assertThat(folder.resolve("orders.new")).doesNotExist();
    }

    @Test
    void aDamagedHeaderIsMended() throws Exception {
        Files.writeString(file, OLD + "\n");
        open().close();
        Files.writeString(file, Files.readString(file).replace("signet-orders", "signet-ordurs"));
        assertThatThrownBy(this::open).hasMessageContaining("orders:1: damaged");
        assertThat(new OrderMemory(folder).repair()).isEqualTo(1);
        open().close();
        assertThat(Files.readString(file)).startsWith("{\"signet-orders\":2}\n{\"time\"");
    }

    /** Orders go where the memory was opened, whatever its path leads to meanwhile. */
    @Test
    void aFolderThatIsPutInItsPlaceGetsNothing() throws Exception {
        Path state = folder.resolve("state");
        Path moved = folder.resolve("moved");
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        ClockNote first = new ClockNote(TIME.toEpochMilli());
        ClockNote second = new ClockNote(TIME.plusSeconds(1).toEpochMilli());
        try (OrderJournal journal = OrderJournal.open(state)) {
            Files.move(state, moved);
            Files.createSymbolicLink(state, theirs);
            journal.rewrite(List.of(first).iterator());
            journal.add(second);
            Files.writeString(moved.resolve("orders"), "bad\n", StandardOpenOption.APPEND);
            assertThat(journal.repair()).isEqualTo(1);
        }
        assertThat(theirs).isEmptyDirectory();
        assertThat(moved.resolve("orders.bad")).hasContent("bad\n");
        List<JournalEntry> entries = new ArrayList<>();
        try (OrderJournal journal = OrderJournal.open(moved)) {
            boolean _ = journal.read((entry, _) -> entries.add(entry));
        }
        assertThat(entries).containsExactly(first, second);
    }
}
