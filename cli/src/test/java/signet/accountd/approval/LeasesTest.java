package signet.accountd.approval;

import static org.assertj.core.api.Assertions.assertThat;

import static signet.accountd.approval.Fixtures.CA;
import static signet.accountd.approval.Fixtures.about;
import static signet.accountd.approval.Fixtures.order;
import static signet.accountd.approval.Fixtures.request;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class LeasesTest {

    private final FakeTime time = new FakeTime();
    private final Leases leases = new Leases(time.source(), Fixtures.restraint(time.source()));

    private boolean coversAt(
            String peer, String via, String ca, String operation, String... names) {
        return leases.use(new LeaseUse(peer, via, ca, operation, List.of(names), List.of()))
                .isPresent();
    }

    private boolean coversExactly(String operation, List<String> names, String... particulars) {
        return leases.use(
                        new LeaseUse("web1", "socket", CA, operation, names, List.of(particulars)))
                .isPresent();
    }

    private boolean covers(String operation, String... names) {
        return coversAt("web1", "socket", CA, operation, names);
    }

    private Lease granted(ApprovalRequest request) {
        Lease lease = leases.grant("ID" + leases.all().size(), request);
        assertThat(leases.open(lease)).isTrue();
        return lease;
    }

    @Test
    void oneYesCoversAWholeOrderUpToItsSignatures() {
        Lease lease = granted(order("web1", "b.example", "A.example"));

        assertThat(covers(LeaseUse.POST_AS_GET)).isTrue();
        assertThat(covers(LeaseUse.CHALLENGE)).isTrue();
        assertThat(covers(LeaseUse.CHALLENGE)).isTrue();
        assertThat(covers(LeaseUse.POST_AS_GET)).isTrue();
        assertThat(covers(LeaseUse.FINALIZE, "a.example", "B.EXAMPLE")).isTrue();
        assertThat(leases.all()).extracting(Leases.Rest::signatures).containsExactly(1);
        assertThat(
                        leases.use(
                                new LeaseUse(
                                        "web1", "socket", CA, "POST-as-GET", List.of(), List.of())))
                .contains(lease);
        assertThat(covers(LeaseUse.POST_AS_GET)).isFalse();
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void otherPeersWaysAndAuthoritiesAreNotCovered() {
        Lease _ = granted(order("web1", "a.example"));

        assertThat(coversAt("web2", "socket", CA, LeaseUse.CHALLENGE)).isFalse();
        assertThat(coversAt("web1", "stdio", CA, LeaseUse.CHALLENGE)).isFalse();
        assertThat(coversAt("web1", "socket", "Other CA", LeaseUse.CHALLENGE)).isFalse();
        assertThat(coversAt("web1", "socket", CA, LeaseUse.CHALLENGE)).isTrue();
    }

    @Test
    void theRequestIsForTheApprovedNamesExactly() {
        Lease _ = granted(order("web1", "a.example", "b.example"));

        assertThat(covers(LeaseUse.FINALIZE, "a.example")).isFalse();
        assertThat(covers(LeaseUse.FINALIZE, "a.example", "b.example", "c.example")).isFalse();
        assertThat(covers(LeaseUse.FINALIZE)).isFalse();
        assertThat(covers(LeaseUse.FINALIZE, "b.example", "a.example")).isTrue();
    }

    @Test
    void anOrderCoversNothingThatIsNoPartOfIt() {
        Lease _ = granted(order("web1", "a.example"));

        for (String operation :
                List.of("keyChange", "deactivation", "newAccount", "account-update", "newAuthz")) {
            assertThat(covers(operation)).as(operation).isFalse();
            assertThat(covers(operation, "a.example")).as(operation).isFalse();
        }
        assertThat(covers("revokeCert", "a.example")).isFalse();
    }

    @Test
    void anythingElseCoversItselfAlone() {
        Lease _ = granted(request("web1", Optional.empty(), "revokeCert", 1, "a.example"));

        assertThat(covers(LeaseUse.POST_AS_GET)).isFalse();
        assertThat(covers(LeaseUse.FINALIZE, "a.example")).isFalse();
        assertThat(covers("revokeCert", "a.example")).isTrue();
        assertThat(covers("revokeCert", "b.example")).isFalse();
    }

    /** As where the server has refused the nonce. */
    @Test
    void theApprovedRequestMayBeRepeatedThreeTimes() {
        Lease _ = granted(order("web1", "a.example"));

        for (int i = 0; i < 3; i++) {
            assertThat(covers("newOrder", "a.example")).isTrue();
        }
        assertThat(covers("newOrder", "a.example")).isFalse();
        assertThat(covers(LeaseUse.CHALLENGE)).isTrue();
    }

    @Test
    void afterFinalizationAnotherOrderIsAskedAnew() {
        Lease _ = granted(order("web1", "a.example"));

        assertThat(covers(LeaseUse.FINALIZE, "a.example")).isTrue();
        assertThat(covers("newOrder", "a.example")).isFalse();
        assertThat(covers(LeaseUse.FINALIZE, "a.example")).isTrue();
    }

    /** Twice the same CSR is a nonce that was refused; two keys are two certificates. */
    @Test
    void allFinalizationsAreForTheKeyOfTheFirst() {
        Lease _ = granted(order("web1", "a.example"));
        List<String> names = List.of("a.example");

        assertThat(coversExactly(LeaseUse.FINALIZE, names, "key-SHA-256:01")).isTrue();
        assertThat(coversExactly(LeaseUse.FINALIZE, names, "key-SHA-256:02")).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(coversExactly(LeaseUse.FINALIZE, names, "key-SHA-256:01")).isTrue();
        }
        assertThat(coversExactly(LeaseUse.FINALIZE, names, "key-SHA-256:01")).isFalse();
    }

    @Test
    void anOrderWithOtherTermsIsAnotherOne() {
        List<String> names = List.of("a.example");
        Lease _ = granted(order(names, List.of("notAfter:2030-01-01T00:00:00Z")));

        assertThat(coversExactly("newOrder", names)).isFalse();
        assertThat(coversExactly("newOrder", names, "notAfter:2031-01-01T00:00:00Z")).isFalse();
        assertThat(coversExactly("newOrder", names, "notAfter:2030-01-01T00:00:00Z")).isTrue();
        assertThat(coversExactly(LeaseUse.FINALIZE, names, "key-SHA-256:01")).isTrue();
    }

    @Test
    void particularsAreTakenAsTheyAre() {
        Lease _ = granted(about("deactivation", "https://ca.example/authz/AbC"));

        assertThat(coversExactly("deactivation", List.of(), "https://ca.example/authz/aBc"))
                .isFalse();
        assertThat(coversExactly("deactivation", List.of())).isFalse();
        assertThat(coversExactly("deactivation", List.of(), "https://ca.example/authz/AbC"))
                .isTrue();
    }

    @Test
    void endsWithItsTime() {
        Lease _ = granted(order("web1", "a.example"));

        time.pass(Duration.ofMinutes(10).minusNanos(1));
        assertThat(covers(LeaseUse.CHALLENGE)).isTrue();
        time.pass(Duration.ofNanos(1));
        assertThat(covers(LeaseUse.CHALLENGE)).isFalse();
    }

    @Test
    void endsWhileTheMachineSleeps() {
        Lease _ = granted(order("web1", "a.example"));

        time.sleep(Duration.ofMinutes(10));
        assertThat(covers(LeaseUse.CHALLENGE)).isFalse();
    }

    @Test
    void isNotProlongedByAClockThatIsSetBack() {
        Lease _ = granted(order("web1", "a.example"));

        time.pass(Duration.ofMinutes(9));
        time.setBack(Duration.ofHours(1));
        assertThat(covers(LeaseUse.CHALLENGE)).isTrue();
        time.pass(Duration.ofMinutes(1));
        assertThat(covers(LeaseUse.CHALLENGE)).isFalse();
    }

    @Test
    void canBeRevoked() {
        Lease lease = granted(order("web1", "a.example"));

        assertThat(leases.end(lease.id(), Fixtures.ALICE)).contains(lease);
        assertThat(leases.end(lease.id(), Fixtures.ALICE)).isEmpty();
        assertThat(covers(LeaseUse.CHALLENGE)).isFalse();
    }

    @Test
    void ofTwoOrdersTheOneWithMoreLeftPays() {
        Lease _ = granted(order("web1", "a.example"));
        Lease _ = granted(order("web1", "b.example"));

        for (int i = 0; i < 8; i++) {
            assertThat(covers(LeaseUse.POST_AS_GET)).isTrue();
        }
        assertThat(leases.all()).extracting(Leases.Rest::signatures).containsExactly(2, 2);
        assertThat(covers(LeaseUse.FINALIZE, "a.example")).isTrue();
        assertThat(covers(LeaseUse.FINALIZE, "b.example")).isTrue();
    }

    @Test
    void neverGivesMoreThanItsSignaturesToManyThreads() throws Exception {
        Lease _ = granted(order("web1", "a.example"));
        AtomicInteger signatures = new AtomicInteger(1);
        List<Thread> threads =
                IntStream.range(0, 16)
                        .mapToObj(
                                _ ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            if (covers(LeaseUse.CHALLENGE)) {
                                                                signatures.incrementAndGet();
                                                            }
                                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(signatures).hasValue(7);
    }
}
