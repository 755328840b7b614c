package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.csr.RequestParser;
import signet.accountd.csr.UnverifiedRequest;
import signet.jose.Base64Url;
import signet.limits.FairTurns;
import signet.signer.request.OperationKind;
import signet.signer.request.OrderTerms;
import signet.signer.server.Verdict;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * To look at the key of a certificate request takes long: nobody can have it done who may not have
 * the certificate. That it was not done is seen in what a bad signature is refused for.
 */
class CsrOrderTest {

    private static final String SITES =
            """
            [allow sites]
            ca = letsencrypt
            peers = web1
            names = .example.org
            """;

    @TempDir private Path folder;
    private PolicyFixture policy;

    @BeforeEach
    void make() throws Exception {
        policy = new PolicyFixture(folder).with(SITES);
    }

    @AfterEach
    void end() throws IOException {
        policy.close();
    }

    @Test
    void asksTheRulesBeforeItLooksAtTheKey() throws Exception {
        assertRefused(policy.ask(badlySigned("evil.example")), "sites", "is not for evil.example");
        assertRefused(
                policy.ask("web2", "socket", "https://ca.example/x", badlySigned("a.example.org")),
                "default",
                "no rule allows finalize");
    }

    @Test
    void asksTheMemoryOfOrdersBeforeItLooksAtTheKey() throws Exception {
        assertRefused(
                policy.ask(badlySigned("a.example.org")),
                "finalize",
                "names of an order that web1");
        assertThat(policy.ask(PolicyFixture.order("a.example.org")))
                .isInstanceOf(Verdict.Allowed.class);
        assertRefused(policy.ask(badlySigned("a.example.org")), "default", "not by its own key");
    }

    /** Persons are asked about nothing that would be refused after their yes. */
    @Test
    void looksAtTheKeyBeforePersonsAreAsked() throws Exception {
        policy.with(SITES + "ask = finalize\n");
        assertThat(policy.ask(PolicyFixture.order("a.example.org")))
                .isInstanceOf(Verdict.Allowed.class);
        assertRefused(policy.ask(badlySigned("a.example.org")), "default", "not by its own key");
        assertThat(policy.asked()).isEmpty();
    }

    @Test
    void oneOfAPeerIsLookedAtAtATime() throws Exception {
        FairTurns<CsrCheck.Peer> turns = new FairTurns<>(2, Duration.ZERO);
        CsrCheck check = new CsrCheck(turns);
        UnverifiedRequest csr =
                new RequestParser()
                        .read(
                                PolicyFixture.csr(
                                        PolicyFixture.key("secp256r1"),
                                        "SHA256withECDSA",
                                        "a.example.org"));
        try (var _ = turns.await(new CsrCheck.Peer("web1", "socket")).orElseThrow()) {
            assertThat(check.objection(question("web1", csr), csr))
                    .hasValueSatisfying(
                            reason -> assertThat(reason).contains("send this one again"));
            assertThat(check.objection(question("web2", csr), csr)).isEmpty();
        }
        assertThat(check.objection(question("web1", csr), csr)).isEmpty();
    }

    private Question question(String peer, UnverifiedRequest csr) throws Exception {
        return new Question(
                peer,
                "socket",
                policy.config(PolicyFixture.CA + SITES).cas().values().iterator().next(),
                OperationKind.FINALIZE,
                csr.identifiers(),
                OrderTerms.NONE,
                List.of(),
                Instant.EPOCH);
    }

    private static String badlySigned(String name) {
        byte[] der = PolicyFixture.csr(PolicyFixture.key("secp256r1"), "SHA256withECDSA", name);
        der[der.length - 1] ^= 1;
        return "{\"csr\":\"" + Base64Url.encode(der) + "\"}";
    }

    private static void assertRefused(Verdict verdict, String rule, String reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> {
                            assertThat(refused.reason()).contains(reason);
                            assertThat(refused.rule()).isEqualTo(rule);
                        });
    }
}
