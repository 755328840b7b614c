package signet.master.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import signet.config.CertificateConfig;
import signet.master.certificate.CertificateRequest;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.SectionFixture;
import signet.master.certificate.TestCa;
import signet.master.install.InstallPlan;
import signet.master.install.Journal;
import signet.master.install.Rescue;
import signet.master.run.Messages;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class OrderResultsTest {

    private static final int ENOUGH = 2 * OrderResults.MOST_WAITING / IssuedChain.MAX_SIZE;

    @TempDir private Path folder;
    private PublicKey key;
    private PlannedOrder order;
    private Outcomes outcomes;
    private Installation installation;
    private OrderResults results;

    @BeforeEach
    void prepare() throws Exception {
        SectionFixture fixture = new SectionFixture(folder);
        key = fixture.makeKey().getPublic();
        CertificateConfig config = fixture.section("CAfile =");
        order =
                new PlannedOrder(
                        new SectionOrder(
                                config,
                                InstallPlan.check(config),
                                Optional.empty(),
                                CertificateRequest.create(config),
                                Instant.now()));
        Messages messages =
                new Messages(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        Messages.Level.NORMAL,
                        false);
        outcomes = new Outcomes(messages);
        Rescue rescue = new Rescue(folder.resolve("rescue"));
        installation =
                new Installation(messages, outcomes, rescue, Journal.open(rescue), text -> {});
        results = new OrderResults(List.of(order), installation, outcomes, messages);
    }

    private List<String> errors() {
        return outcomes.all().stream().map(outcome -> outcome.error().orElseThrow()).toList();
    }

    @Test
    void answersThatWaitAreBoundedInAll() {
        String rubbish = "x".repeat(IssuedChain.MAX_SIZE);
        // What is installed, or kept, is so under the lock of the installation.
        Installation busy = installation;
        synchronized (busy) {
            for (int i = 0; i < ENOUGH; i++) {
                results.issued("s", rubbish);
            }
            assertThat(errors())
                    .hasSize(ENOUGH / 2)
                    .allMatch(error -> error.startsWith("the answers that wait to be installed"));
        }
        results.close();
        assertThat(errors()).hasSize(ENOUGH);
    }

    @Test
    void anAnswerThatIsTooLongIsNotKept() {
        results.issued("s", "x".repeat(IssuedChain.MAX_SIZE + 1));
        assertThat(errors()).containsExactly("the CA's answer is longer than 262144 bytes");
    }

    @Test
    void whatComesAfterTheRunHasEndedIsNotSaidToBeInstalled() throws Exception {
        installation.close();
        TestCa.Leaf leaf =
                TestCa.Leaf.of(key, "a.example").valid(Instant.now(), Duration.ofDays(90));
        results.issued(
                "s", new String(new TestCa().issue(leaf).chainPem(), StandardCharsets.US_ASCII));
        results.close();
        assertThat(errors()).containsExactly("the run was ended before it was installed");
        assertThat(folder.resolve("leaf.pem")).doesNotExist();
    }
}
