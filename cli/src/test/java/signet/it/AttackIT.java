package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.jose.Jwk;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;
import signet.testing.TestProcess;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody has taken over the client and has its user and the signer's socket. Whatever is tried is
 * refused and audited, while an honest run issues its certificates.
 */
class AttackIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final String REFUSAL = "1 NO \\{.*\\}";

    /** Its connection is closed with most of it unread, which may overtake the refusal. */
    private static final String TOO_LONG = "a line of 200,000 bytes";

    private static final String CLOSED = "the connection was closed";

    private static final Pattern KEY_ID = Pattern.compile("Key ID: (\\S+)");

    private static Site site;
    private static Attacks attacks;
    private static Map<String, String> answers;
    private static Site.Finished honestRun;
    private static TestProcess accountd;
    private static String log;

    @BeforeAll
    static void attackWhileAnHonestRunIsUnderWay() throws Exception {
        site = CA.site();
        String account = register();
        String ca = URI.create(account).getAuthority();
        Jwk jwk = jwk();
        attacks = new Attacks(ca, account, jwk.key(), jwk.json());
        policy(account, "orders-per-day = 40");
        accountd = start();
        site.sections(site.section("honest.lab.example"));
        assertThat(attack(Map.of("an order", attacks.earlierOrder())).get("an order"))
                .doesNotStartWith("1 NO");

        TestProcess honest = site.startSignet("newOrder");
        answers = attack(attacks.all());
        honestRun = new Site.Finished(honest.awaitExit(Site.LONG), honest.text());
        log = accountd.text();
    }

    @AfterAll
    static void end() throws IOException {
        site.close();
    }

    /** The policy is not there yet: the account is registered with a signer that has none. */
    private static String register() throws Exception {
        TestProcess signer = site.startAccountd();
        Site.Finished registered = site.signet("account", "--register", "--tos-agreed");
        assertThat(registered.status()).as(registered.output()).isZero();
        signer.signal("TERM");
        signer.awaitExit(Site.LONG);
        Matcher keyId = KEY_ID.matcher(registered.output());
        assertThat(keyId.find()).as(registered.output()).isTrue();
        return keyId.group(1);
    }

    private static Jwk jwk() throws Exception {
        TestProcess signer = site.startAccountd();
        try (SignerConnection connection =
                SignerConnection.open(site.socket(), RemoteTimeouts.DEFAULT)) {
            return connection.greeting().jwk().orElseThrow();
        } finally {
            signer.signal("TERM");
            signer.awaitExit(Site.LONG);
        }
    }

    private static void policy(String account, String more) throws IOException {
        site.write(
                "policy.conf",
                """
                [ca pebble]
                directory = %s
                account = %s
                [allow site]
                peers = root _signet-client
                names = allowed.example .lab.example
                %s
                """
                        .formatted(CA.pebble().directory(), account, more));
        Files.createDirectories(site.directory().resolve("state"));
        site.write(
                "accountd.conf",
                """
                privkey = file:%s
                policy = %s
                state = %s
                audit-log = %s
                """
                        .formatted(
                                site.accountKey(),
                                site.directory().resolve("policy.conf"),
                                site.directory().resolve("state"),
                                site.directory().resolve("audit.log")));
    }

    /** The client is handed a connection; here its user gets the socket, which is even more. */
    private static TestProcess start() throws IOException {
        Files.deleteIfExists(site.socket());
        TestProcess process =
                site.start(
                        "accountd",
                        List.of(
                                CA.distribution().accountd(),
                                "--config=" + site.directory().resolve("accountd.conf"),
                                "--socket=" + site.socket()));
        process.await("the socket", Site.LONG, () -> Files.exists(site.socket()));
        Files.setPosixFilePermissions(
                site.socket().getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        site.run("chown", "_signet-client", site.socket().toString());
        return process;
    }

    private static Map<String, String> attack(Map<String, String> lines) throws IOException {
        Path classes = Files.createDirectories(site.directory().resolve("attacker/signet/it"));
        try (InputStream code = AttackClient.class.getResourceAsStream("AttackClient.class")) {
            Files.write(classes.resolve("AttackClient.class"), code.readAllBytes());
        }
        Path file = site.directory().resolve("attacks");
        List<String> text = new ArrayList<>();
        lines.forEach((name, line) -> text.add(name + "\t" + line));
        Files.write(file, text, StandardCharsets.ISO_8859_1);
        Site.Finished attacker =
                site.run(
                        "setpriv",
                        "--reuid=_signet-client",
                        "--regid=_signet-client",
                        "--clear-groups",
                        "--no-new-privs",
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        site.directory().resolve("attacker").toString(),
                        AttackClient.class.getName(),
                        site.socket().toString(),
                        file.toString());
        assertThat(attacker.status()).as(attacker.output()).isZero();
        Map<String, String> result = new LinkedHashMap<>();
        attacker.output()
                .lines()
                .forEach(line -> result.put(line.split("\t", 2)[0], line.split("\t", 2)[1]));
        return result;
    }

    @TestFactory
    Stream<DynamicTest> isRefused() {
        return attacks.all().keySet().stream()
                .map(
                        name ->
                                DynamicTest.dynamicTest(
                                        name,
                                        () ->
                                                assertThat(answers.get(name))
                                                        .matches(
                                                                REFUSAL
                                                                        + (name.equals(TOO_LONG)
                                                                                ? "|" + CLOSED
                                                                                : ""))));
    }

    @Test
    void aRequestForWhatWasOrderedIsRefusedForWhatIsWrongWithIt() {
        assertThat(Attacks.reasons())
                .allSatisfy(
                        (attack, reason) ->
                                assertThat(answers.get(attack))
                                        .contains("the certificate request " + reason));
    }

    @Test
    void everyRefusalIsAudited() throws IOException {
        Site.Finished verified =
                site.run(
                        CA.distribution().accountd(),
                        "audit",
                        "verify",
                        site.directory().resolve("audit.log").toString());
        assertThat(verified.status()).as(verified.output()).isZero();
        long refused;
        try (Stream<String> lines = Files.lines(site.directory().resolve("audit.log"))) {
            refused =
                    lines.filter(line -> line.contains("\"peer\":\"_signet-client\""))
                            .filter(line -> line.contains("\"outcome\":\"refused\""))
                            .count();
        }
        assertThat(refused).isGreaterThanOrEqualTo(attacks.all().size());
    }

    /** Whether the order itself is signed here depends on what is left of the budget. */
    @Test
    void aRequestWithTwoReadingsIsNotSignedForAnOrderThatWas() throws Exception {
        String order = "the order";
        Map<String, String> all = new LinkedHashMap<>();
        all.put(order, attacks.allowedOrder());
        TwoReadings.of("budget.lab.example")
                .forEach((attack, csr) -> all.put(attack, attacks.finalization(csr)));
        Map<String, String> found = attack(all);
        found.remove(order);

        assertThat(found.remove(TwoReadings.GOOD)).doesNotStartWith("1 NO");
        assertThat(found).hasSize(6);
        assertThat(found.values())
                .allMatch(answer -> answer.contains("the certificate request is refused: it"));
    }

    @Test
    void thereAreManyAttacks() {
        assertThat(answers).hasSizeGreaterThanOrEqualTo(90).hasSameSizeAs(attacks.all());
    }

    @Test
    void anHonestRunSucceedsMeanwhile() {
        assertThat(honestRun.status()).as(honestRun.output()).isZero();
        assertThat(site.directory().resolve("honest.lab.example.pem")).exists();
    }

    @Test
    void nothingCanForgeALineOfTheLog() {
        assertThat(log.lines().filter(line -> line.matches("\\[\\d+\\] SIGNED.*")).toList())
                .isNotEmpty()
                .allMatch(
                        line -> line.matches("\\[\\d+\\] SIGNED [A-Za-z-]+ https://[0-9a-z.]+:.*"));
        assertThat(log).doesNotContain("\u001b").doesNotContain("\0");
    }

    @Test
    void aReplayedOrderUsesUpTheBudgetAndTheBudgetOutlivesARestart() throws Exception {
        Map<String, String> replays = new LinkedHashMap<>();
        for (int i = 0; i < 45; i++) {
            replays.put("replay " + i, attacks.allowedOrder());
        }
        Map<String, String> replayed = attack(replays);
        assertThat(replayed.get("replay 0")).doesNotStartWith("1 NO");
        assertThat(replayed.get("replay 44")).contains("has no orders-per-day left");

        accountd.signal("KILL");
        accountd.awaitExit(Site.LONG);
        accountd = start();
        String name = "after the restart";
        assertThat(attack(Map.of(name, attacks.allowedOrder())).get(name))
                .contains("has no orders-per-day left");
    }
}
