package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.accountd.csr.TestRequest;
import signet.jose.Base64Url;
import signet.signer.request.OperationKind;
import signet.signer.server.Verdict;
import signet.testing.DerWriter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

class PolicyEngineTest {

    private static final String SITES =
            """
            [allow sites]
            ca = letsencrypt
            peers = web1, web2
            names = www.example.org .sites.example.org *.wild.example.org
            """;

    private static final String ANY =
            """
            [ca any]
            directory = https://any.example/d
            [allow all]
            """;

    @TempDir private Path folder;
    private PolicyFixture policy;

    @BeforeEach
    void make() {
        policy = new PolicyFixture(folder);
    }

    @AfterEach
    void end() throws IOException {
        policy.close();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.org, true",
        "WWW.Example.ORG, true",
        "a.sites.example.org, true",
        "a.b.sites.example.org, true",
        "sites.example.org, false",
        "xsites.example.org, false",
        "*.sites.example.org, false",
        "*.wild.example.org, true",
        "a.wild.example.org, false",
        "*.a.wild.example.org, false",
        "example.org, false",
        "www.example.org.evil.example, false",
        "evil.example, false",
        "xn--www-example-org-evil.example, false",
    })
    void allowsTheNamesOfARule(String name, boolean allowed) throws Exception {
        assertAllowed(policy.with(SITES).ask(PolicyFixture.order(name)), allowed);
    }

    @Test
    void refusesAnOrderWithOneForeignNameAndNamesIt() throws Exception {
        Verdict verdict =
                policy.with(SITES).ask(PolicyFixture.order("www.example.org", "evil.example"));
        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Refused(
                                "sites",
                                "refused by the policy: rule \"sites\" is not for evil.example"));
    }

    @Test
    void endingsMeanWildcardsWhereTheRuleSaysSo() throws Exception {
        policy.with(SITES + "wildcards = yes\n");
        assertAllowed(policy.ask(PolicyFixture.order("*.sites.example.org")), true);
        assertAllowed(policy.ask(PolicyFixture.order("*.a.sites.example.org")), true);
        assertAllowed(policy.ask(PolicyFixture.order("*.example.org")), false);
    }

    @ParameterizedTest
    @CsvSource({
        "web1, socket, https://ca.example/x, true",
        "web2, ssh, https://CA.example:443/x, true",
        "web3, socket, https://ca.example/x, false",
        "web1, socket, https://ca.example:444/x, false",
        "web1, socket, https://ca.example.evil.example/x, false",
        "web1, socket, https://ca.example./x, false",
        "web1, socket, https://acme2.corp.example/x, false",
    })
    void allowsThePeersAndTheCaOfARule(String peer, String via, String url, boolean allowed)
            throws Exception {
        assertAllowed(
                policy.with(SITES).ask(peer, via, url, PolicyFixture.order("www.example.org")),
                allowed);
    }

    @Test
    void knowsAllHostsOfACaAndTheWayThatAPeerCame() throws Exception {
        policy.with("[allow corp]\nca = corp\nvia = station\nnames = a.corp.example\n");
        String order = PolicyFixture.order("a.corp.example");
        String account = "https://acme.corp.example:8443/acct/7";
        for (String url : new String[] {"https://acme.corp.example:8443/x", account}) {
            assertAllowed(policy.ask("x", "station", policy.request(url, account, order)), true);
            assertAllowed(policy.ask("x", "socket", policy.request(url, account, order)), false);
        }
        String elsewhere = "https://acme.corp.example/x";
        assertAllowed(policy.ask("x", "station", policy.request(elsewhere, account, order)), false);
    }

    @Test
    void refusesAnotherAccount() throws Exception {
        policy.with(SITES);
        String order = PolicyFixture.order("www.example.org");
        for (String account :
                new String[] {
                    "https://ca.example/acct/2",
                    "https://ca.example/acct/1/",
                    "https://acme2.corp.example/acct/1"
                }) {
            assertThat(
                            policy.ask(
                                    "web1",
                                    "socket",
                                    policy.request("https://ca.example/new", account, order)))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.reason()).contains("the account is"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{} | true",
                "'' | true",
                "{\"contact\":[\"mailto:a@b.example\"]} | false",
                "{\"status\":\"deactivated\"} | false",
                "{\"certificate\":\"AAAA\"} | false",
                "{\"identifier\":{\"type\":\"dns\",\"value\":\"www.example.org\"}} | false",
            })
    void withoutAWordAllowsIssuanceOnly(String payload, boolean allowed) throws Exception {
        assertAllowed(policy.with(SITES).ask(payload), allowed);
    }

    @Test
    void finalizesOrdersThatThePeerHadSigned() throws Exception {
        KeyPair key = PolicyFixture.key("secp256r1");
        policy.with(SITES);
        String csr = PolicyFixture.finalization(key, "www.example.org", "a.sites.example.org");
        assertThat(policy.ask(csr))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo("finalize"));
        assertAllowed(
                policy.ask(PolicyFixture.order("a.sites.example.org", "www.example.org")), true);
        assertAllowed(policy.ask(csr), true);
        assertAllowed(policy.ask("web2", "socket", "https://ca.example/x", csr), false);
        assertAllowed(policy.ask("web1", "ssh", "https://ca.example/x", csr), false);
        assertAllowed(policy.ask(PolicyFixture.finalization(key, "www.example.org")), false);
        assertAllowed(
                policy.ask(
                        PolicyFixture.finalization(
                                key,
                                "www.example.org",
                                "a.sites.example.org",
                                "b.sites.example.org")),
                false);
    }

    @Test
    void refusesACertificateForTheAccountKey() throws Exception {
        policy.with(SITES);
        assertAllowed(policy.ask(PolicyFixture.order("www.example.org")), true);
        assertThat(policy.ask(PolicyFixture.finalization(policy.accountKey(), "www.example.org")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("account key itself"));
    }

    @Test
    void refusesWhatIsNoCertificateRequest() throws Exception {
        assertThat(policy.with(SITES).ask("{\"csr\":\"AAAA\"}"))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("can't be read"));
    }

    /** Names that another reader would find are names, or nothing is signed. */
    @Test
    void refusesACertificateRequestThatIsReadInTwoWays() throws Exception {
        policy.with(SITES);
        assertAllowed(policy.ask(PolicyFixture.order("www.example.org")), true);
        TestRequest request = new TestRequest();
        byte[] subject = TestRequest.subject("www.example.org");
        byte[] good = TestRequest.requesting(TestRequest.names("www.example.org"));
        byte[] evil = TestRequest.names("evil.www.example.org");
        for (byte[] csr :
                List.of(
                        request.with(subject, good, TestRequest.requesting(evil)),
                        request.with(
                                subject,
                                TestRequest.attributeOf(
                                        TestRequest.MICROSOFT, DerWriter.sequence(evil))),
                        request.with(
                                subject,
                                TestRequest.requesting(
                                        TestRequest.names("www.example.org"),
                                        TestRequest.extension(
                                                "2.5.29.19",
                                                DerWriter.sequence(
                                                        DerWriter.element(
                                                                1, new byte[] {-1}))))))) {
            assertThat(policy.ask("{\"csr\":\"" + Base64Url.encode(csr) + "\"}"))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused ->
                                    assertThat(refused.reason())
                                            .contains("the certificate request is refused: it"));
        }
        assertAllowed(
                policy.ask("{\"csr\":\"" + Base64Url.encode(request.with(subject, good)) + "\"}"),
                true);
    }

    @Test
    void revokesOneCertificateInDerForTheNamesOfARuleAlone() throws Exception {
        policy.with(SITES + "operations = revokeCert\nask = revokeCert\n");
        byte[] own = PolicyFixture.certificate("CN=www.example.org", "www.example.org");
        byte[] evil = PolicyFixture.certificate("CN=evil.example", "evil.example");
        byte[] mixed = PolicyFixture.certificate("CN=evil.example", "www.example.org");
        String pem =
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(own)
                        + "\n-----END CERTIFICATE-----\n";
        byte[] longLength =
                DerWriter.join(
                        new byte[] {0x30, (byte) 0x83, 0, own[2], own[3]},
                        Arrays.copyOfRange(own, 4, own.length));
        for (byte[] certificate :
                List.of(
                        evil,
                        mixed,
                        longLength,
                        DerWriter.join(own, new byte[1]),
                        DerWriter.join(own, evil),
                        pem.getBytes(StandardCharsets.US_ASCII),
                        ("a text\n" + pem).getBytes(StandardCharsets.US_ASCII))) {
            assertAllowed(policy.ask(revocation(certificate, "")), false);
        }
        assertThat(policy.asked()).isEmpty();
        assertAllowed(policy.ask(revocation(own, ",\"reason\":1")), true);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(own));
        assertThat(policy.asked().getFirst().particulars())
                .containsExactly("www.example.org", "SHA-256:" + digest, "reason:1");
    }

    private static String revocation(byte[] certificate, String more) {
        return "{\"certificate\":\"" + Base64Url.encode(certificate) + "\"" + more + "}";
    }

    /** The rule for issuance means looking up the account, and no more. */
    @Test
    void aLookUpThatSaysMoreIsANewAccount() throws Exception {
        String lookUp = "{\"onlyReturnExisting\":true}";
        String more = "{\"contact\":[\"mailto:evil@evil.example\"],\"onlyReturnExisting\":true}";
        policy.with(ANY);
        assertAllowed(policy.askByKey(lookUp), true);
        assertAllowed(policy.askByKey(more), false);
        policy.with(ANY + "operations = newAccount\n");
        assertAllowed(policy.askByKey(lookUp), false);
        assertAllowed(policy.askByKey(more), true);
    }

    @Test
    void countsOrdersOverARestart() throws Exception {
        String rules = SITES + "orders-per-hour = 2\norders-per-day = 3\n";
        String order = PolicyFixture.order("www.example.org");
        assertAllowed(policy.with(rules).ask(order), true);
        assertAllowed(policy.with(rules).ask(order), true);
        assertThat(policy.with(rules).ask(order))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .contains("rule \"sites\" has no orders-per-hour left"));
        policy.pass(Duration.ofMinutes(61));
        assertAllowed(policy.ask(order), true);
        policy.pass(Duration.ofMinutes(61));
        assertThat(policy.ask(order))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("orders-per-day"));
        policy.pass(Duration.ofHours(24));
        assertAllowed(policy.ask(order), true);
    }

    @Test
    void countsOrdersOfARegisteredDomain() throws Exception {
        policy.with(
                """
                [allow hosts]
                names = .example.co.uk .github.io
                orders-per-domain-per-day = 1
                """);
        assertAllowed(policy.ask(PolicyFixture.order("a.example.co.uk")), true);
        assertThat(policy.ask(PolicyFixture.order("b.c.example.co.uk")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).endsWith("for example.co.uk"));
        assertAllowed(policy.ask(PolicyFixture.order("one.github.io")), true);
        assertAllowed(policy.ask(PolicyFixture.order("two.github.io")), true);
        assertAllowed(policy.ask(PolicyFixture.order("x.two.github.io")), false);
    }

    @Test
    void takesTheFirstRuleThatHasBudgetLeft() throws Exception {
        policy.with(SITES + "orders-per-day = 1\n" + SITES.replace("sites]", "more]"));
        String order = PolicyFixture.order("www.example.org");
        assertThat(policy.ask(order)).isEqualTo(new Verdict.Allowed("sites"));
        assertThat(policy.ask(order)).isEqualTo(new Verdict.Allowed("more"));
    }

    @Test
    void keepsToTheHours() throws Exception {
        policy.with(SITES + "hours = Mon-Fri 08:00-18:00, Sat 10:00-12:00\ntime-zone = UTC\n");
        String order = PolicyFixture.order("www.example.org");
        assertAllowed(policy.ask(order), true);
        policy.pass(Duration.ofHours(8));
        assertThat(policy.ask(order))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("not for this hour"));
        policy.pass(Duration.ofDays(4).plusHours(17));
        assertAllowed(policy.ask(order), true);
    }

    @Test
    void asksPersonsForWhatARuleWants() throws Exception {
        policy.with(SITES + "ask = newOrder\n");
        policy.personsSay(Optional.of("denied by alice"));
        assertThat(policy.ask(PolicyFixture.order("www.example.org")))
                .isEqualTo(new Verdict.Refused("sites", "refused by the policy: denied by alice"));
        // What was denied is no order.
        assertAllowed(
                policy.ask(
                        PolicyFixture.finalization(
                                PolicyFixture.key("secp256r1"), "www.example.org")),
                false);
        policy.personsSay(Optional.empty());
        assertAllowed(policy.ask(PolicyFixture.order("www.example.org")), true);
        assertAllowed(policy.ask("{}"), true);
        assertThat(policy.asked())
                .extracting(Asked::kind)
                .containsExactly(OperationKind.NEW_ORDER, OperationKind.NEW_ORDER);
        assertThat(policy.asked().getFirst().particulars()).containsExactly("www.example.org");
    }

    @Test
    void alwaysAsksPersonsForWhatCanNotBeUndone() throws Exception {
        policy.with("[allow all]\noperations = issuance deactivation keyChange\n");
        policy.personsSay(Optional.of("nobody is there"));
        assertThat(policy.ask("{\"status\":\"deactivated\"}"))
                .isEqualTo(new Verdict.Refused("all", "refused by the policy: nobody is there"));
    }

    /** A yes for one key must not be one for another. */
    @Test
    void tellsPersonsWhatCanNotBeUndone() throws Exception {
        policy.with("[allow all]\noperations = deactivation account-update revokeCert\n");
        policy.ask("web1", "socket", "https://ca.example/acct/1", "{\"status\":\"deactivated\"}");
        policy.ask("{\"contact\":[\"mailto:new@example.org\"]}");
        assertThat(policy.asked().getFirst().particulars())
                .containsExactly("https://ca.example/acct/1");
        policy.with("[allow all]\noperations = keyChange account-update\nask = account-update\n");
        policy.ask("{\"contact\":[\"mailto:new@example.org\"]}");
        assertThat(policy.asked().getLast().particulars())
                .containsExactly("mailto:new@example.org");
        KeyPair fresh = PolicyFixture.key("secp256r1");
        policy.ask(policy.keyChange(fresh));
        assertThat(policy.asked().getLast().particulars())
                .containsExactly("JWK-thumbprint:" + PolicyFixture.thumbprint(fresh));
    }

    @Test
    void remembersPeersWithAnyNameOverARestart() throws Exception {
        String csr = PolicyFixture.finalization(PolicyFixture.key("secp256r1"), "www.example.org");
        policy.with("[allow all]\nnames = www.example.org\n");
        policy.ask(
                "j\u00f6rg",
                "\u4e00",
                "https://ca.example/x",
                PolicyFixture.order("www.example.org"));
        policy.with("[allow all]\nnames = www.example.org\n");
        assertAllowed(policy.ask("j\u00f6rg", "\u4e00", "https://ca.example/x", csr), true);
    }

    @Test
    void refusesADamagedMemoryAndThrowsNothingAway() throws Exception {
        policy.with(SITES).ask(PolicyFixture.order("www.example.org"));
        policy.close();
        Path orders = folder.resolve("orders");
        Files.writeString(orders, "{\"time\":\"20", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> policy.with(SITES))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("signet-accountd policy repair");
        assertThat(new OrderMemory(folder).repair()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("orders.bad"))).isEqualTo("{\"time\":\"20\n");
        policy.with(SITES);
        assertAllowed(
                policy.ask(
                        PolicyFixture.finalization(
                                PolicyFixture.key("secp256r1"), "www.example.org")),
                true);
    }

    @Test
    void oneMemoryIsForOneSigner() throws Exception {
        policy.with(SITES);
        assertThatThrownBy(() -> new OrderMemory(folder).repair())
                .isInstanceOf(StateException.class)
                .hasMessageContaining("in use by another signet-accountd");
    }

    private static void assertAllowed(Verdict verdict, boolean allowed) {
        assertThat(verdict instanceof Verdict.Allowed).as(verdict.toString()).isEqualTo(allowed);
    }
}
