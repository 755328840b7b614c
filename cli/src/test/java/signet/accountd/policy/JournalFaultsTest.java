package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.policy.FaultyDisk.Call;
import signet.accountd.policy.OrderBook.Booking;
import signet.acme.Identifier;
import signet.config.PolicyConfig;
import signet.signer.request.OperationKind;
import signet.signer.request.OrderTerms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What becomes of orders on a disk that fails, and works again. */
class JournalFaultsTest {

    private static final Instant TIME = Instant.parse("2026-03-02T10:00:00Z");

    private static final int DAY = 24 * 60;
    private static final int OLD = 4000;

    @TempDir private Path folder;
    private Path state;
    private PolicyConfig config;
    private final FaultyDisk disk = new FaultyDisk();

    @BeforeEach
    void prepare() throws Exception {
        config =
                new PolicyFixture(folder)
                        .config(PolicyFixture.CA + "[allow any]\nnames = .example\n");
        state = folder.resolve("state");
    }

    private static ClockNote note(int minute) {
        return new ClockNote(TIME.plusSeconds(60L * minute).toEpochMilli());
    }

    private OrderJournal journal() throws IOException {
        OrderJournal journal = OrderJournal.open(state, disk);
        journal.rewrite(List.of(note(0)).iterator());
        return journal;
    }

    private List<JournalEntry> readAgain() throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        try (OrderJournal journal = OrderJournal.open(state)) {
            boolean _ = journal.read((entry, _) -> entries.add(entry));
        }
        return entries;
    }

    /** Lines were added to a file that was gone at the next start. */
    @Test
    void whatIsAddedAfterARewriteIsInTheFileThatIsThere() throws Exception {
        try (OrderJournal journal = journal()) {
            disk.failing.add(Call.FORCE_FOLDER);
            assertThatThrownBy(() -> journal.rewrite(List.of(note(1)).iterator()))
                    .hasMessage("FORCE_FOLDER fails");
            // After a power failure the old file may be there again, without this line.
            assertThatThrownBy(() -> journal.add(note(2))).hasMessage("FORCE_FOLDER fails");
            disk.failing.clear();
            journal.add(note(3));
        }
        assertThat(readAgain()).containsExactly(note(1), note(3));
    }

    @Test
    void aTornLineIsTakenAwayBeforeAnotherOneIsAdded() throws Exception {
        try (OrderJournal journal = journal()) {
            disk.failing.addAll(Set.of(Call.WRITE_ANEW, Call.WRITE, Call.TRUNCATE));
            assertThatThrownBy(() -> journal.add(note(1))).hasMessage("WRITE_ANEW fails");
            disk.failing.removeAll(Set.of(Call.WRITE_ANEW, Call.WRITE));
            assertThatThrownBy(() -> journal.add(note(2))).hasMessage("TRUNCATE fails");
            disk.failing.clear();
            journal.add(note(3));
        }
        assertThat(readAgain()).containsExactly(note(0), note(3));
    }

    @Test
    void aTornLineIsTakenAwayAtTheEndAtLast() throws Exception {
        try (OrderJournal journal = journal()) {
            disk.failing.addAll(Set.of(Call.FORCE, Call.TRUNCATE));
            assertThatThrownBy(() -> journal.add(note(1))).hasMessage("FORCE fails");
            disk.failing.clear();
        }
        assertThat(readAgain()).containsExactly(note(0));
    }

    @Test
    void withoutRoomForASecondFileOrdersAreSignedAllTheSame() throws Exception {
        Path file = Files.createDirectories(state).resolve("orders");
        StringBuilder text = new StringBuilder(JournalHeader.line()).append('\n');
        text.repeat(note(-DAY * 20).encode() + "\n", OLD);
        for (int day = -19; day <= 0; day++) {
            text.append(note(DAY * day).encode()).append('\n');
        }
        Files.writeString(file, text);
        disk.failing.add(Call.WRITE_ANEW);
        try (OrderBook book =
                OrderBook.open(OrderJournal.open(state, disk), () -> TIME, MemoryLimits.DEFAULT)) {
            assertThat(disk.rewrites).isEqualTo(1);
            for (int i = 0; i < 20; i++) {
                sign(book, "a" + i + ".example");
            }
            assertThat(file.resolveSibling("orders.new")).doesNotExist();
            // Each try writes all that is not out of date.
            assertThat(disk.rewrites).isEqualTo(1);
            assertThat(Files.readAllLines(file)).hasSize(1 + OLD + 20 + 20);
            disk.failing.clear();
        }
        assertThat(readAgain()).hasSize(OLD + 20 + 20);
    }

    private void sign(OrderBook book, String name) throws IOException {
        Question question =
                new Question(
                        "web1",
                        "socket",
                        config.cas().values().iterator().next(),
                        OperationKind.NEW_ORDER,
                        Set.of(Identifier.dns(name)),
                        OrderTerms.NONE,
                        List.of(),
                        TIME);
        switch (book.reserve(config.rules().getFirst(), book.draft(question))) {
            case Booking.Reserved(var reservation) -> {
                try (reservation) {
                    reservation.commit();
                }
            }
            case Booking.Refused(String reason) -> throw new AssertionError(reason);
        }
    }

    /** The process before may have been killed before it could make sure of the file's name. */
    @Test
    void nothingIsAddedBeforeTheNameOfTheFileIsOnTheDisk() throws Exception {
        journal().close();
        try (OrderJournal journal = OrderJournal.open(state, disk)) {
            disk.failing.add(Call.FORCE_FOLDER);
            assertThatThrownBy(() -> journal.add(note(1))).hasMessage("FORCE_FOLDER fails");
            disk.failing.clear();
            journal.add(note(2));
        }
        assertThat(readAgain()).containsExactly(note(0), note(2));
    }
}
