package signet.signer.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import signet.signer.deadline.DeadlineTimer;
import signet.signer.request.AcmeRequest;
import signet.signer.request.InvalidRequestException;
import signet.signer.request.Requests;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class WaitingRequestsTest {

    private static final Duration PATIENCE = Duration.ofMillis(40);

    private final DeadlineTimer timer = new DeadlineTimer();
    private final RecordingLog log = new RecordingLog();
    private final WaitingRequests requests = new WaitingRequests(timer, log, PATIENCE);

    @AfterEach
    void stop() {
        timer.close();
    }

    @Test
    void aRequestThatWaitsIsToldOnceWithItsOperation() throws Exception {
        try (var _ = requests.enter(client(0), request())) {
            assertThat(log.await("waiting")).isEqualTo("waiting challenge 0 0");
            awaitTicks();
        }
        log.troubled("the end");
        assertThat(log.await("")).isEqualTo("troubled the end");
    }

    @Test
    void manyThatWaitAreOneLine() throws Exception {
        try (var _ = requests.enter(client(0), request());
                var _ = requests.enter(client(1), request());
                var _ = requests.enter(client(2), request())) {
            // The timer may look between the second and the third.
            int told = 0;
            for (int lines = 0; told < 3; lines++) {
                String line = log.await("waiting");
                told += 1 + Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
                assertThat(lines).isLessThan(2);
            }
        }
    }

    @Test
    void aRequestThatIsAnsweredInTimeIsNotTold() throws Exception {
        try (var _ = requests.enter(client(0), request())) {
            assertThat(PATIENCE).isPositive();
        }
        awaitTicks();
        log.troubled("the end");
        assertThat(log.await("")).isEqualTo("troubled the end");
    }

    @Test
    void aLaterRequestIsToldTooAfterATimeWithoutAny() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (var _ = requests.enter(client(i), request())) {
                assertThat(log.await("waiting")).isEqualTo("waiting challenge 0 0");
            }
        }
    }

    /** The same timer runs this after all that is due within the time. */
    private void awaitTicks() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        timer.watch(PATIENCE.multipliedBy(3), later::countDown);
        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static Client client(long number) {
        return new Client(number, "somebody", "socket");
    }

    private static AcmeRequest request() throws InvalidRequestException {
        return new Requests().ofAccount("{}");
    }
}
