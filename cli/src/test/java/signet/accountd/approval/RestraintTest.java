package signet.accountd.approval;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.accountd.approval.Fixtures.ALICE;
import static signet.accountd.approval.Fixtures.BOB;
import static signet.accountd.approval.Fixtures.LIMIT;
import static signet.accountd.approval.Fixtures.order;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

class RestraintTest {

    private static final int PER_HOUR = 20;
    private static final ApprovalRequest ORDER = order("web1", "a.example");

    private final FakeTime time = new FakeTime();
    private final Restraint restraint = Fixtures.restraint(time.source(), PER_HOUR);
    private final Leases leases = new Leases(time.source(), restraint);
    private final FakeWay way = new FakeWay(false, ALICE, BOB);
    private final Approvals approvals = approvals(way);

    private Approvals approvals(Way... ways) {
        return approvals(new Fixtures.Silent(), ways);
    }

    private Approvals approvals(ApprovalLog log, Way... ways) {
        return new Approvals(List.of(ways), restraint, leases, time.source(), log);
    }

    @AfterEach
    void close() {
        approvals.close();
    }

    private PendingApproval asked(ApprovalRequest request) {
        Approvals.Submission submission = approvals.submit(request);
        assertThat(submission).isInstanceOf(Approvals.Submission.Waits.class);
        assertThat(way.asked.getLast().request()).isEqualTo(request);
        return ((Approvals.Submission.Waits) submission).pending();
    }

    private void denied(ApprovalRequest request) {
        assertThat(asked(request).question().no(BOB).kind()).isEqualTo(Answer.Kind.DENIED);
    }

    private void approved(ApprovalRequest request) {
        assertThat(asked(request).question().yes(ALICE, way).kind())
                .isEqualTo(Answer.Kind.APPROVED);
    }

    private void assertNotAsked(ApprovalRequest request, String reason) {
        int before = way.asked.size();
        assertThat(approvals.submit(request))
                .isEqualTo(new Approvals.Submission.Refused(new Grant.NotAsked(reason)));
        assertThat(way.asked).hasSize(before);
    }

    @Test
    void aNoIsGoodForAWhileAndForLongerEachTime() {
        for (int minutes : new int[] {1, 2, 4, 8}) {
            denied(ORDER);
            for (int i = 0; i < 300; i++) {
                assertNotAsked(ORDER, "it was not asked again: denied by bob");
            }
            assertThat(approvals.retryAfter(ORDER))
                    .contains(minutes <= 2 ? minutes * 60 + " s" : minutes + " min");
            time.pass(Duration.ofMinutes(minutes).minusNanos(1));
            assertThat(approvals.retryAfter(ORDER)).contains("1 s");
            time.pass(Duration.ofNanos(1));
            assertThat(approvals.retryAfter(ORDER)).isEmpty();
        }
        assertThat(way.asked).hasSize(4);
    }

    @Test
    void aNoIsForThatPeerAndThatQuestionAlone() {
        denied(ORDER);

        denied(order("web2", "a.example"));
        denied(order("web1", "a.example", "b.example"));
        denied(order(List.of("a.example"), List.of("profile:shortlived")));
        assertNotAsked(order("web1", "A.example"), "it was not asked again: denied by bob");
        assertThat(way.asked).hasSize(4);
    }

    @Test
    void aClockThatIsSetEndsNoNo() {
        denied(ORDER);
        time.sleep(Duration.ofDays(365));
        assertNotAsked(ORDER, "it was not asked again: denied by bob");
    }

    @Test
    void aYesForgetsTheNo() {
        denied(ORDER);
        time.pass(Duration.ofMinutes(1));
        approved(ORDER);
        denied(ORDER);
        assertThat(approvals.retryAfter(ORDER)).contains("60 s");
    }

    @Test
    void theEndOfALeaseIsANo() {
        approved(ORDER);
        assertThat(leases.end(way.asked.getLast().id(), ALICE)).isPresent();
        assertNotAsked(ORDER, "it was not asked again: denied by alice");
    }

    @Test
    void whatNobodyAnsweredIsPutOffAndNotForLonger() throws Exception {
        for (int i = 0; i < 4; i++) {
            PendingApproval pending = asked(ORDER);
            time.pass(LIMIT);
            assertThat(pending.await()).isEqualTo(new Grant.TimedOut(LIMIT));
            assertNotAsked(ORDER, "it was not asked again: nobody approved it within 120 s");
            assertThat(approvals.retryAfter(ORDER)).contains("60 s");
            time.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void aPeerHasSoManyQuestionsWithoutAYesInAnHour() {
        for (int i = 0; i < PER_HOUR; i++) {
            ApprovalRequest other = order("web1", i + ".example");
            if (i % 2 == 0) {
                denied(other);
            } else {
                // A dialog that comes and goes bothers as much.
                asked(other).cancel();
                assertThat(way.asked.getLast().isOver()).isTrue();
            }
            time.pass(Duration.ofMinutes(1));
        }

        assertNotAsked(
                order("web1", "more.example"),
                "20 questions of this peer within an hour had no yes; the next one can be asked in"
                        + " 40 min");
        denied(order("web2", "more.example"));
        time.pass(Duration.ofMinutes(40));
        denied(order("web1", "more.example"));
        assertThat(approvals.submit(order("web1", "yet.example")))
                .isInstanceOf(Approvals.Submission.Refused.class);
    }

    @Test
    void questionsWithAYesDoNotCount() {
        for (int i = 0; i < 50; i++) {
            approved(order("web1", i + ".example"));
        }
        assertThat(way.asked).hasSize(50);
    }

    @Test
    void aYesGivesBackItsOwnQuestionAndNoOther() {
        Question first = asked(ORDER).question();
        time.pass(Duration.ofMinutes(1));
        for (int i = 1; i < PER_HOUR; i++) {
            denied(order("web1", i + ".example"));
        }
        assertThat(first.yes(ALICE, way).kind()).isEqualTo(Answer.Kind.APPROVED);
        denied(order("web1", "more.example"));

        assertNotAsked(
                order("web1", "yet.example"),
                PER_HOUR
                        + " questions of this peer within an hour had no yes; the next one can be"
                        + " asked in 60 min");
    }

    /** By {@code signet-accountd approvals}, before any way was asked. */
    @Test
    void whoAnswersAtOnceGivesNothingBackTwice() {
        for (int i = 2; i < PER_HOUR; i++) {
            denied(order("web1", i + ".example"));
        }
        assertAnsweredAtOnce(question -> question.yes(ALICE, way), order("web1", "yes.example"));
        assertAnsweredAtOnce(question -> question.no(BOB), order("web1", "no.example"));
        denied(order("web1", "more.example"));

        assertThat(approvals.submit(order("web1", "yet.example")))
                .isInstanceOf(Approvals.Submission.Refused.class);
    }

    private void assertAnsweredAtOnce(Consumer<Question> answer, ApprovalRequest request) {
        int before = way.asked.size();
        ApprovalLog quick =
                new ApprovalLog() {
                    @Override
                    public void asked(Question question) {
                        answer.accept(question);
                    }

                    @Override
                    public void answered(Question question, Person person, String text) {}

                    @Override
                    public void over(Question question, Grant grant) {}

                    @Override
                    public void ended(Lease lease, Person person) {}

                    @Override
                    public void warning(String line) {}
                };
        try (Approvals answered = approvals(quick, way)) {
            assertThat(answered.submit(request))
                    .isInstanceOfSatisfying(
                            Approvals.Submission.Waits.class,
                            waits -> assertThat(waits.pending().question().isOver()).isTrue());
        }
        assertThat(way.asked).hasSize(before);
    }

    @Test
    void whatCouldBeAskedOfNobodyDoesNotCount() {
        try (Approvals nobody = approvals()) {
            for (int i = 0; i < 50; i++) {
                assertThat(nobody.submit(ORDER))
                        .isInstanceOfSatisfying(
                                Approvals.Submission.Waits.class,
                                waits -> assertThat(waits.pending().question().isOver()).isTrue());
            }
        }
        denied(ORDER);
    }

    /** Real threads: while one asks again and again, a person says no. */
    @Test
    void aNoIsRememberedBeforeTheSameCanBeAskedAgain() throws Exception {
        for (int round = 0; round < 20; round++) {
            ApprovalRequest request = order("peer" + round, "a.example");
            Question question = asked(request).question();
            int before = way.asked.size();
            CyclicBarrier start = new CyclicBarrier(9);
            List<Thread> threads =
                    IntStream.range(0, 8)
                            .mapToObj(_ -> Thread.ofPlatform().start(() -> ask(request, start)))
                            .toList();
            start.await();
            assertThat(question.no(BOB).kind()).isEqualTo(Answer.Kind.DENIED);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(way.asked).hasSize(before);
        }
    }

    private void ask(ApprovalRequest request, CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < 50; i++) {
            if (approvals.submit(request) instanceof Approvals.Submission.Waits(var pending)) {
                pending.cancel();
            }
        }
    }
}
