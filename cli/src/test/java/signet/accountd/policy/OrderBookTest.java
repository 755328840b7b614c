package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.policy.OrderBook.Booking;
import signet.acme.Identifier;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;
import signet.signer.request.OperationKind;
import signet.signer.request.OrderTerms;
import signet.signer.server.Reservation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is remembered, for how long, and how much of it. */
class OrderBookTest {

    private static final MemoryLimits SMALL = new MemoryLimits(20_000);
    private static final int NAMES = 100;
    private static final long NEARLY_ALL = MemoryLimits.DEFAULT.most() - 50_000;

    @TempDir private Path folder;
    private PolicyFixture fixture;
    private PolicyConfig config;
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private Optional<OrderBook> open = Optional.empty();

    @BeforeEach
    void read() throws Exception {
        fixture = new PolicyFixture(folder);
        config =
                fixture.config(
                        PolicyFixture.CA
                                + """
                                [allow daily]
                                names = .example
                                orders-per-day = 5
                                [allow domains]
                                names = .example
                                orders-per-domain-per-day = 10
                                [allow any]
                                names = .example
                                """);
    }

    @AfterEach
    void end() throws IOException {
        if (open.isPresent()) {
            open.get().close();
        }
    }

    private OrderBook open(MemoryLimits limits) throws IOException {
        end();
        open = Optional.empty();
        OrderBook book = OrderBook.open(folder.resolve("state"), () -> now, limits);
        open = Optional.of(book);
        return book;
    }

    private PolicyRule rule(String name) {
        return config.rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private Question question(OperationKind kind, String peer, Set<Identifier> names) {
        return new Question(
                peer,
                "socket",
                config.cas().values().iterator().next(),
                kind,
                names,
                OrderTerms.NONE,
                List.of(),
                now);
    }

    private Question order(String... names) {
        return question(
                OperationKind.NEW_ORDER,
                "web1",
                Set.of(names).stream().map(Identifier::dns).collect(Collectors.toSet()));
    }

    /** An order of as many registered domains as it can have. */
    private Question large(String peer, int number) {
        return question(
                OperationKind.NEW_ORDER,
                peer,
                IntStream.range(0, NAMES)
                        .mapToObj(i -> Identifier.dns("d" + number + "x" + i + ".example"))
                        .collect(Collectors.toSet()));
    }

    private static Optional<Reservation> reserve(
            OrderBook book, PolicyRule rule, Question question) {
        return switch (book.reserve(rule, book.draft(question))) {
            case Booking.Reserved(Reservation reservation) -> Optional.of(reservation);
            case Booking.Refused _ -> Optional.empty();
        };
    }

    private static boolean sign(OrderBook book, PolicyRule rule, Question question)
            throws IOException {
        Optional<Reservation> reservation = reserve(book, rule, question);
        if (reservation.isPresent()) {
            try (Reservation used = reservation.get()) {
                used.commit();
            }
        }
        return reservation.isPresent();
    }

    private int signedOf(int tries) throws IOException {
        OrderBook book = open.orElseThrow();
        int signed = 0;
        for (int i = 0; i < tries; i++) {
            signed += sign(book, rule("daily"), order("a.example")) ? 1 : 0;
        }
        return signed;
    }

    @Test
    void whatIsNotSignedIsNotCounted() throws Exception {
        OrderBook book = open(SMALL);
        for (int i = 0; i < 49; i++) {
            reserve(book, rule("daily"), order("a.example")).orElseThrow().close();
        }
        assertThat(book.has(order("a.example"))).isFalse();
        assertThat(signedOf(6)).isEqualTo(5);
        assertThat(Files.readAllLines(folder.resolve("state/orders"))).hasSize(6);
    }

    @Test
    void whatIsBeingSignedIsTakenUntilItIsKnownWhatBecameOfIt() throws Exception {
        OrderBook book = open(SMALL);
        List<Reservation> underWay = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            underWay.add(reserve(book, rule("daily"), order("a.example")).orElseThrow());
        }
        assertThat(signedOf(1)).isZero();
        assertThat(book.has(order("a.example"))).isFalse();
        underWay.removeFirst().close();
        assertThat(signedOf(2)).isEqualTo(1);
        for (Reservation reservation : underWay) {
            reservation.commit();
            reservation.close();
        }
        assertThat(signedOf(1)).isZero();
        open(SMALL);
        assertThat(signedOf(1)).isZero();
    }

    @Test
    void racesCanNotExceedABudget() throws Exception {
        OrderBook book = open(MemoryLimits.DEFAULT);
        List<Thread> threads = new ArrayList<>();
        List<Boolean> signed = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 64; i++) {
            boolean fails = i % 2 == 0;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            if (!fails) {
                                                signed.add(
                                                        sign(
                                                                book,
                                                                rule("daily"),
                                                                order("a.example")));
                                            } else {
                                                reserve(book, rule("daily"), order("a.example"))
                                                        .ifPresent(Reservation::close);
                                            }
                                        } catch (IOException e) {
                                            throw new java.io.UncheckedIOException(e);
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(signed).hasSize(32);
        int extra = signedOf(5);
        assertThat(signed.stream().filter(each -> each).count() + extra).isEqualTo(5);
    }

    @Test
    void anAuthorizationIsNoOrderButCountsAsOne() throws Exception {
        OrderBook book = open(SMALL);
        Question authorization =
                question(
                        OperationKind.NEW_AUTHORIZATION,
                        "web1",
                        Set.of(Identifier.dns("a.example")));
        assertThat(sign(book, rule("daily"), authorization)).isTrue();
        assertThat(book.has(order("a.example"))).isFalse();
        assertThat(open(SMALL).has(order("a.example"))).isFalse();
        assertThat(signedOf(5)).isEqualTo(4);
        assertThat(open(SMALL).has(order("a.example"))).isTrue();
    }

    @Test
    void aClockThatWasAheadMakesNothingBeForgotten() throws Exception {
        open(SMALL);
        assertThat(signedOf(3)).isEqualTo(3);
        now = now.plus(Duration.ofDays(365));
        open(SMALL);
        assertThat(signedOf(2)).isEqualTo(2);
        now = now.minus(Duration.ofDays(365)).plus(Duration.ofHours(1));
        open(SMALL);
        assertThat(signedOf(3)).isZero();
    }

    @Test
    void whatAClockAheadHasSignedCountsForItsPeriodOnceTheClockIsRight() throws Exception {
        Instant right = now;
        now = right.plus(Duration.ofDays(365));
        open(SMALL);
        assertThat(signedOf(6)).isEqualTo(5);
        now = right.plus(Duration.ofMinutes(10));
        open(SMALL);
        assertThat(signedOf(1)).isZero();
        // Each start notes it once: else the period would begin anew each time.
        for (int i = 0; i < 3; i++) {
            now = now.plus(Duration.ofHours(3));
            open(SMALL);
            assertThat(signedOf(1)).isZero();
        }
        assertThat(Files.readAllLines(folder.resolve("state/orders"))).hasSize(7);
        now = now.plus(Duration.ofHours(16));
        assertThat(signedOf(6)).isEqualTo(5);
    }

    @Test
    void aClockThatIsPutBackWhileTheSignerRunsIsNoticedToo() throws Exception {
        Instant right = now;
        now = right.plus(Duration.ofDays(365));
        open(SMALL);
        assertThat(signedOf(6)).isEqualTo(5);
        now = right;
        assertThat(signedOf(1)).isZero();
        now = right.plus(Duration.ofHours(25));
        assertThat(signedOf(6)).isEqualTo(5);
    }

    @Test
    void aClockThatIsBehindAndPutRightLosesNothing() throws Exception {
        open(SMALL);
        assertThat(signedOf(3)).isEqualTo(3);
        now = now.minus(Duration.ofDays(365));
        open(SMALL);
        assertThat(signedOf(3)).isEqualTo(2);
        now = now.plus(Duration.ofDays(365)).plus(Duration.ofHours(1));
        assertThat(signedOf(6)).isEqualTo(2);
    }

    @Test
    void whatIsOldIsForgotten() throws Exception {
        OrderBook book = open(SMALL);
        assertThat(sign(book, rule("any"), order("old.example"))).isTrue();
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofHours(23));
            assertThat(sign(book, rule("any"), order("a.example"))).isTrue();
        }
        assertThat(book.has(order("old.example"))).isFalse();
        assertThat(book.has(order("a.example"))).isTrue();
    }

    @Test
    void aFullMemoryRefusesAndSaysWhatToDo() throws Exception {
        OrderBook book = open(SMALL);
        int signed = 0;
        while (sign(book, rule("any"), large("web1", signed))) {
            signed++;
        }
        assertThat(signed).isBetween(5, 10);
        assertThat(book.reserve(rule("any"), book.draft(large("web1", 99))))
                .isInstanceOfSatisfying(
                        Booking.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .contains("the memory of orders is full as far as web1")
                                        .contains("orders-per-day"));
        // The others have the other half.
        assertThat(sign(book, rule("any"), large("web2", 0))).isTrue();
        assertThat(Files.size(folder.resolve("state/orders"))).isLessThan(20_000);
        assertThat(sign(open(SMALL), rule("any"), large("web1", 99))).isFalse();
        while (sign(open.orElseThrow(), rule("any"), large("web2", signed))) {
            signed++;
        }
        assertThat(open.orElseThrow().reserve(rule("any"), book.draft(large("web3", 1))))
                .isInstanceOfSatisfying(
                        Booking.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .contains("the memory of orders is full, "));
        // Time passes though nothing is signed, as long as anything is asked for.
        for (int i = 0; i < 9; i++) {
            assertThat(sign(open.orElseThrow(), rule("any"), large("web1", 1))).isFalse();
            now = now.plus(Duration.ofHours(23));
        }
        assertThat(sign(open.orElseThrow(), rule("any"), large("web1", 1))).isTrue();
    }

    @Test
    void theFileDoesNotGrowForEver() throws Exception {
        OrderBook book = open(MemoryLimits.DEFAULT);
        long largest = 0;
        for (int i = 0; i < 400; i++) {
            now = now.plus(Duration.ofHours(12));
            assertThat(sign(book, rule("any"), large("web1", i))).isTrue();
            largest = Math.max(largest, Files.size(folder.resolve("state/orders")));
        }
        assertThat(largest).isBetween(70_000L, 130_000L);
        assertThat(open(MemoryLimits.DEFAULT).has(large("web1", 399))).isTrue();
        assertThat(open.orElseThrow().has(large("web1", 300))).isFalse();
    }

    @Test
    void moreThanFitsStopsTheSignerAndSaysWhatToDo() throws Exception {
        OrderBook book = open(SMALL);
        for (int i = 0; i < 6; i++) {
            assertThat(sign(book, rule("any"), large("web1", i))).isTrue();
        }
        assertThatThrownBy(() -> open(new MemoryLimits(1000)))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("state/orders: more orders of the last days than fit")
                .hasMessageContaining("move it away");
    }

    /** What took 77 s of processor time before, the eleventh time. */
    @Test
    void budgetsOfDomainsAreCountedInMillisecondsOverAFullMemory() throws Exception {
        Path state = Files.createDirectories(folder.resolve("state"));
        Path _ = JournalFiles.full(state.resolve("orders"), "domains", now, NEARLY_ALL, NAMES);
        OrderBook book = open(MemoryLimits.DEFAULT);
        for (int i = 0; i < 10; i++) {
            assertThat(sign(book, rule("domains"), large("web1", -1))).isTrue();
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            assertThat(book.objection(rule("domains"), book.draft(large("web1", -1))))
                    .get()
                    .asString()
                    .contains("has no orders-per-domain-per-day left for d-1x");
            least = Math.min(least, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(least)).isLessThan(Duration.ofMillis(100));
    }
}
