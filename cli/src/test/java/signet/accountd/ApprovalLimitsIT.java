package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.policy.PolicyFixture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Somebody who wants more than one yes is good for, or who asks until there is one. */
class ApprovalLimitsIT {

    private static final String RULE = "names = .example\nask = newOrder\n";
    private static final String ORDER = PolicyFixture.order("a.example");

    /** What a yes is good for, as repeats of the same request: one, and three more. */
    private static final int EQUAL = 4;

    @TempDir private Path folder;

    private static int signed(List<AskingAccountd.Answer> answers) {
        return answers.stream().filter(AskingAccountd.Answer::isSigned).toList().size();
    }

    @Test
    void oneYesIsGoodForFourEqualOrdersHoweverManyWaitForIt() throws Exception {
        try (AskingAccountd accountd = AskingAccountd.start(folder, true, RULE)) {
            List<AskingAccountd.Answer> answers = accountd.atOnce(Collections.nCopies(32, ORDER));

            assertThat(signed(answers)).isPositive();
            assertThat(signed(answers)).isLessThanOrEqualTo(EQUAL * accountd.asked().size());
        }
    }

    @Test
    void oneYesIsForOneKey() throws Exception {
        try (AskingAccountd accountd = AskingAccountd.start(folder, true, RULE)) {
            accountd.answer();
            assertThat(accountd.request(ORDER).isSigned()).isTrue();
            int before = accountd.asked().size();
            List<String> finalizations =
                    IntStream.range(0, 32)
                            .mapToObj(
                                    _ ->
                                            PolicyFixture.finalization(
                                                    PolicyFixture.key("secp256r1"), "a.example"))
                            .toList();

            List<AskingAccountd.Answer> answers = accountd.atOnce(finalizations);

            assertThat(signed(answers)).isPositive();
            // The first one is covered by the order's yes.
            assertThat(signed(answers)).isLessThanOrEqualTo(1 + accountd.asked().size() - before);
        }
    }

    @Test
    void whoSaysNoIsNotAskedTheSameAgain() throws Exception {
        try (AskingAccountd accountd = AskingAccountd.start(folder, false, RULE)) {
            accountd.answer();
            List<AskingAccountd.Answer> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                answers.add(accountd.request(ORDER));
            }

            assertThat(signed(answers)).isZero();
            assertThat(accountd.asked()).hasSize(1);
            assertThat(answers.getFirst().refusal())
                    .contains("approval: denied by root; the same can be asked again in 60 s");
            assertThat(answers.getLast().refusal())
                    .containsPattern(
                            "it was not asked again: denied by root; the same can be asked again in"
                                    + " \\d+ s");
        }
    }

    @Test
    void whoSaysNoToManyAtOnceIsAskedOnce() throws Exception {
        try (AskingAccountd accountd = AskingAccountd.start(folder, false, RULE)) {
            List<AskingAccountd.Answer> answers = accountd.atOnce(Collections.nCopies(32, ORDER));

            assertThat(signed(answers)).isZero();
            assertThat(accountd.asked()).hasSize(1);
        }
    }

    @Test
    void whoSaysNoIsNotAskedSomethingElseWithoutEnd() throws Exception {
        try (AskingAccountd accountd = AskingAccountd.start(folder, false, RULE)) {
            accountd.answer();
            AskingAccountd.Answer last = accountd.request(ORDER);
            for (int i = 0; i < 40; i++) {
                last = accountd.request(PolicyFixture.order(i + ".example"));
            }

            assertThat(accountd.asked()).hasSize(20);
            assertThat(last.refusal())
                    .contains("20 questions of this peer within an hour had no yes")
                    .containsPattern("the next one can be asked in \\d+ min");
        }
    }

    @Test
    void whoSaysYesIsAskedAsOftenAsThereAreCertificates() throws Exception {
        try (AskingAccountd accountd = AskingAccountd.start(folder, true, RULE)) {
            accountd.answer();
            for (int i = 0; i < 50; i++) {
                assertThat(accountd.request(PolicyFixture.order(i + ".example")).isSigned())
                        .isTrue();
            }

            assertThat(accountd.asked()).hasSize(50);
        }
    }

    @Test
    void aYesForOneValidityOrProfileIsForNoOther() throws Exception {
        String rule = RULE + "profiles = shortlived\nvalidity = yes\n";
        try (AskingAccountd accountd = AskingAccountd.start(folder, true, rule)) {
            accountd.answer();
            for (String member :
                    List.of(
                            "",
                            ",\"notAfter\":\"2030-01-01T00:00:00Z\"",
                            ",\"notAfter\":\"2031-01-01T00:00:00Z\"",
                            ",\"profile\":\"shortlived\"")) {
                assertThat(accountd.request(ORDER.replaceFirst("}$", member + "}")).isSigned())
                        .isTrue();
            }

            assertThat(accountd.asked())
                    .hasSize(4)
                    .element(2)
                    .asString()
                    .startsWith(
                            "new certificate for a.example (notAfter:2031-01-01T00:00:00Z), from");
        }
    }

    @Test
    void aYesForOneUrlIsForNoOther() throws Exception {
        String rule = "operations = deactivation\npersons = 1\n";
        try (AskingAccountd accountd = AskingAccountd.start(folder, true, rule)) {
            accountd.answer();
            for (String name : List.of("AbC", "aBc")) {
                assertThat(
                                accountd.request(
                                                "https://ca.example/authz/" + name,
                                                "{\"status\":\"deactivated\"}")
                                        .isSigned())
                        .isTrue();
            }

            assertThat(accountd.asked()).hasSize(2);
            assertThat(accountd.asked().getFirst()).contains("https://ca.example/authz/AbC");
        }
    }
}
