package signet.accountd.approval;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.accountd.approval.Fixtures.ALICE;
import static signet.accountd.approval.Fixtures.BOB;
import static signet.accountd.approval.Fixtures.CA;
import static signet.accountd.approval.Fixtures.LIMIT;
import static signet.accountd.approval.Fixtures.order;
import static signet.accountd.approval.Fixtures.request;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import signet.accountd.approval.Answer.Kind;
import signet.testing.Eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class ApprovalsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeTime time = new FakeTime();
    private final Restraint restraint = Fixtures.restraint(time.source());
    private final Leases leases = new Leases(time.source(), restraint);
    private final FakeWay socket = new FakeWay(false, ALICE, BOB);
    private final FakeWay terminal = new FakeWay(true, ALICE);
    private Approvals approvals = approvals(socket, terminal);

    private Approvals approvals(Way... ways) {
        return new Approvals(
                List.of(ways), restraint, leases, time.source(), new Fixtures.Silent());
    }

    @AfterEach
    void close() {
        approvals.close();
    }

    private CompletableFuture<Grant> obtain(ApprovalRequest request) {
        CompletableFuture<Grant> grant = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> grant.complete(grant(request)));
        return grant;
    }

    private static Grant result(CompletableFuture<Grant> grant) throws Exception {
        return grant.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private Question asked(FakeWay way, int index) {
        Eventually.await("question " + index, LONG, () -> way.asked.size() > index);
        return way.asked.get(index);
    }

    private PendingApproval pending(ApprovalRequest request) {
        return ((Approvals.Submission.Waits) approvals.submit(request)).pending();
    }

    @Test
    void aYesGivesALease() throws Exception {
        CompletableFuture<Grant> grant = obtain(order("web1", "a.example"));

        Answer answer = asked(socket, 0).yes(BOB, socket);

        assertThat(answer.kind()).isEqualTo(Kind.APPROVED);
        Grant.Granted granted = (Grant.Granted) result(grant);
        assertThat(granted.by()).containsExactly(BOB);
        // The request itself has taken one.
        assertThat(leases.all()).extracting(Leases.Rest::signatures).containsExactly(6);
        assertThat(approvals.waiting()).isEmpty();
        assertThat(asked(terminal, 0).isOver()).isTrue();
        assertThat(asked(terminal, 0).ending()).isEqualTo("approved elsewhere, by bob");
        assertThat(asked(terminal, 0).yes(ALICE, terminal).kind()).isEqualTo(Kind.OVER);
    }

    @Test
    void theFirstNoEndsIt() throws Exception {
        CompletableFuture<Grant> grant = obtain(request("web1", Optional.empty(), "keyChange", 2));
        Question question = asked(terminal, 0);

        assertThat(question.yes(ALICE, terminal).kind()).isEqualTo(Kind.COUNTED);
        assertThat(question.no(BOB).kind()).isEqualTo(Kind.DENIED);

        assertThat(result(grant)).isEqualTo(new Grant.Denied(BOB));
        assertThat(question.yes(BOB, socket).kind()).isEqualTo(Kind.OVER);
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void onePersonOnTwoWaysIsOnePerson() throws Exception {
        CompletableFuture<Grant> grant = obtain(request("web1", Optional.empty(), "keyChange", 2));
        Question question = asked(terminal, 0);

        assertThat(question.yes(ALICE, terminal).kind()).isEqualTo(Kind.COUNTED);
        Answer again = question.yes(ALICE, socket);
        assertThat(again.kind()).isEqualTo(Kind.NOT_COUNTED);
        assertThat(again.text()).contains("alice has said yes already");
        assertThat(grant).isNotDone();
        assertThat(question.agreed()).containsExactly(ALICE);

        assertThat(question.yes(BOB, socket).kind()).isEqualTo(Kind.APPROVED);
        assertThat(((Grant.Granted) result(grant)).by()).containsExactly(ALICE, BOB);
    }

    @Test
    void nobodyApprovesHerOwnRequestOverTheSocket() throws Exception {
        CompletableFuture<Grant> grant =
                obtain(request("bob", Optional.of(BOB), "newOrder", 1, "a.example"));
        Question question = asked(socket, 0);

        Answer own = question.yes(BOB, socket);

        assertThat(own.kind()).isEqualTo(Kind.NOT_COUNTED);
        assertThat(own.text()).contains("made by user bob");
        assertThat(grant).isNotDone();
        assertThat(question.yes(ALICE, socket).kind()).isEqualTo(Kind.APPROVED);
        assertThat(result(grant)).isInstanceOf(Grant.Granted.class);
    }

    @Test
    void atTheKeyboardSheApprovesWhatHerProgramsAskUnlessTwoHaveTo() throws Exception {
        CompletableFuture<Grant> one =
                obtain(request("alice", Optional.of(ALICE), "newOrder", 1, "a.example"));
        assertThat(asked(terminal, 0).yes(ALICE, terminal).kind()).isEqualTo(Kind.APPROVED);
        assertThat(result(one)).isInstanceOf(Grant.Granted.class);

        Approvals other = approvals;
        approvals = approvals(terminal, new FakeWay(false, BOB));
        other.close();
        Grant two = result(obtain(request("alice", Optional.of(ALICE), "keyChange", 2)));
        assertThat(two)
                .isInstanceOfSatisfying(
                        Grant.NobodyToAsk.class,
                        nobody ->
                                assertThat(nobody.mend())
                                        .contains("only bob can (alice made the request)")
                                        .contains("approvers"));
    }

    @Test
    void equalRequestsShareAQuestionAndItsSignatures() throws Exception {
        CompletableFuture<Grant> first = obtain(order("web1", "a.example", "b.example"));
        Question question = asked(socket, 0);
        CompletableFuture<Grant> second = obtain(order("web1", "B.example", "a.example"));
        Eventually.await("the second", LONG, () -> question.waiters() == 2);
        CompletableFuture<Grant> other = obtain(order("web2", "a.example", "b.example"));
        Question others = asked(socket, 1);

        assertThat(question.yes(ALICE, socket).kind()).isEqualTo(Kind.APPROVED);

        assertThat(result(first)).isInstanceOf(Grant.Granted.class).isEqualTo(result(second));
        assertThat(leases.all()).extracting(Leases.Rest::signatures).containsExactly(5);
        assertThat(other).isNotDone();
        assertThat(others.no(ALICE).kind()).isEqualTo(Kind.DENIED);
    }

    /** Real threads, all of which wait for the same yes. */
    @Test
    void oneYesIsGoodForFourOfThirtyTwoThatWaitForIt() throws Exception {
        List<CompletableFuture<Grant>> grants = new ArrayList<>();
        for (int i = 0; i < Approvals.MAX_WAITING_OF_PEER; i++) {
            CompletableFuture<Grant> grant = new CompletableFuture<>();
            Thread _ =
                    Thread.ofPlatform()
                            .start(() -> grant.complete(grant(big("web1", "a.example"))));
            grants.add(grant);
        }
        Question question = asked(socket, 0);
        Eventually.await("all", LONG, () -> question.waiters() == Approvals.MAX_WAITING_OF_PEER);

        assertThat(question.yes(ALICE, socket).kind()).isEqualTo(Kind.APPROVED);

        List<Grant> results = new ArrayList<>();
        for (CompletableFuture<Grant> grant : grants) {
            results.add(result(grant));
        }
        assertThat(results).filteredOn(Grant.Granted.class::isInstance).hasSize(4);
        assertThat(results)
                .filteredOn(Grant.NotAsked.class::isInstance)
                .hasSize(28)
                .contains(
                        new Grant.NotAsked(
                                "others have used up the yes, which was good for 4 equal"
                                        + " requests"));
        assertThat(leases.all()).extracting(Leases.Rest::signatures).containsExactly(96);
        assertThat(leases.use(big("web1", "a.example").use())).isEmpty();
    }

    private static ApprovalRequest big(String peer, String name) {
        return new ApprovalRequest(
                peer,
                Optional.empty(),
                "socket",
                CA,
                ApprovalRequest.NEW_ORDER,
                List.of(name),
                List.of(),
                "ask",
                1,
                100,
                Duration.ofMinutes(10));
    }

    @Test
    void anOrderWithOtherTermsIsAnotherQuestion() {
        Question one = pending(order(List.of("a.example"), List.of())).question();
        Question two =
                pending(order(List.of("a.example"), List.of("profile:shortlived"))).question();

        assertThat(two).isNotSameAs(one);
        assertThat(two.text())
                .startsWith("new certificate for a.example (profile:shortlived), from web1");
    }

    @Test
    void isOverWithItsTime() throws Exception {
        CompletableFuture<Grant> grant = obtain(order("web1", "a.example"));
        Question question = asked(socket, 0);

        time.pass(LIMIT.minusNanos(1));
        assertThat(question.isOver()).isFalse();
        time.pass(Duration.ofNanos(1));

        assertThat(question.yes(ALICE, socket).kind()).isEqualTo(Kind.OVER);
        assertThat(result(grant)).isEqualTo(new Grant.TimedOut(LIMIT));
        assertThat(question.isOver()).isTrue();
        assertThat(approvals.waiting()).isEmpty();
    }

    @Test
    void disappearsWithItsLastClient() throws Exception {
        PendingApproval first = pending(order("web1", "a.example"));
        PendingApproval second = pending(order("web1", "a.example"));
        Question question = first.question();

        first.cancel();
        first.cancel();
        assertThat(first.await()).isEqualTo(new Grant.Cancelled());
        assertThat(question.isOver()).isFalse();
        second.cancel();

        assertThat(question.isOver()).isTrue();
        assertThat(approvals.waiting()).isEmpty();
        assertThat(question.yes(ALICE, socket).kind()).isEqualTo(Kind.OVER);
        assertThat(leases.all()).isEmpty();
    }

    /** Asks and waits, as a thread that serves a client does. */
    private Grant grant(ApprovalRequest request) {
        return switch (approvals.submit(request)) {
            case Approvals.Submission.Refused(var refused) -> refused;
            case Approvals.Submission.Waits(var pending) -> {
                try {
                    yield pending.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    yield new Grant.Cancelled();
                }
            }
        };
    }

    @Test
    void anInterruptedThreadWaitsNoLonger() {
        CompletableFuture<Grant> grant = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform().start(() -> grant.complete(grant(order("web1", "a.example"))));
        Question question = asked(socket, 0);

        thread.interrupt();

        assertThat(grant.join()).isEqualTo(new Grant.Cancelled());
        assertThat(question.isOver()).isTrue();
    }

    @Test
    void moreThanSixtyFourAreRefusedAtOnce() throws Exception {
        List<PendingApproval> waiting = new ArrayList<>();
        for (int i = 0; i < Approvals.MAX_WAITING_OF_PEER; i++) {
            waiting.add(pending(order("web1", i + ".example")));
        }
        assertThat(grant(order("web1", "a.example")))
                .isInstanceOfSatisfying(
                        Grant.NotAsked.class,
                        refused -> assertThat(refused.reason()).contains("32 requests of this"));
        for (int i = waiting.size(); i < Approvals.MAX_WAITING; i++) {
            waiting.add(pending(order("web2", i + ".example")));
        }
        assertThat(grant(order("web3", "a.example")))
                .isEqualTo(new Grant.NotAsked("64 requests wait for an approval already"));

        waiting.getFirst().cancel();

        PendingApproval next = pending(order("web3", "a.example"));
        assertThat(next.question().yes(ALICE, socket).kind()).isEqualTo(Kind.APPROVED);
        assertThat(next.await()).isInstanceOf(Grant.Granted.class);
    }

    @Test
    void nobodyIsAskedMoreThanAPersonReads() {
        String[] names = new String[100];
        for (int i = 0; i < names.length; i++) {
            names[i] = "x".repeat(200) + i + ".example";
        }
        assertThat(grant(order("web1", names)))
                .isEqualTo(
                        new Grant.NotAsked("there is more in it than a person can be asked about"));
        assertThat(socket.asked).isEmpty();
    }

    @Test
    void saysWhatToDoWhereNobodyCanBeAsked() {
        approvals = approvals();

        assertThat(grant(order("web1", "a.example")))
                .isInstanceOfSatisfying(
                        Grant.NobodyToAsk.class,
                        nobody -> {
                            assertThat(nobody.mend()).contains("approval-command");
                            assertThat(nobody.reason()).doesNotContain("approval-command");
                        });
    }

    @Test
    void isOverWhenTheLastWayGivesUp() throws Exception {
        CompletableFuture<Grant> grant = obtain(order("web1", "a.example"));
        Question question = asked(terminal, 0);

        question.gaveUp(socket);
        assertThat(question.isOver()).isFalse();
        question.gaveUp(terminal);

        assertThat(result(grant)).isInstanceOf(Grant.NobodyToAsk.class);
    }

    @Test
    void isCancelledAtShutdown() throws Exception {
        CompletableFuture<Grant> grant = obtain(order("web1", "a.example"));
        Question _ = asked(socket, 0);

        approvals.close();

        assertThat(result(grant)).isEqualTo(new Grant.Cancelled());
        assertThat(grant(order("web1", "a.example"))).isInstanceOf(Grant.NotAsked.class);
    }

    @Test
    void aYesThatComesAtTheSameTimeAsANoIsEitherOfThem() throws Exception {
        for (int i = 0; i < 200; i++) {
            PendingApproval pending = pending(order("web1", i + ".example"));
            Thread yes = Thread.ofPlatform().start(() -> pending.question().yes(ALICE, terminal));
            Answer no = pending.question().no(BOB);
            yes.join();
            Grant grant = pending.await();
            assertThat(grant instanceof Grant.Denied).isEqualTo(no.kind() == Kind.DENIED);
            assertThat(leases.all().isEmpty()).isEqualTo(grant instanceof Grant.Denied);
            leases.all().forEach(rest -> leases.end(rest.lease().id(), ALICE));
        }
    }

    @Test
    void theIdIsEightLettersThatNobodyGuesses() {
        Question one = pending(order("web1", "a.example")).question();
        Question two = pending(order("web1", "b.example")).question();

        assertThat(one.id()).matches("[A-Z2-7]{8}").isNotEqualTo(two.id());
        assertThat(one.text()).endsWith(CA + ": at most 7 signatures within 10 min");
    }
}
