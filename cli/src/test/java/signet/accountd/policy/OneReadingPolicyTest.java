package signet.accountd.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.csr.TestRequest;
import signet.jose.Base64Url;
import signet.signer.server.Verdict;
import signet.testing.DerWriter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** What a policy says to requests that are for one thing to us, and for another to others. */
class OneReadingPolicyTest {

    private static final String SITES = "[allow sites]\nnames = www.example.org\n";

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
                .containsExactly("SHA-256:" + digest, "reason:1");
        assertThat(policy.asked().getFirst().names()).containsExactly("www.example.org");
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
        assertAllowed(policy.askByKey("https://any.example", lookUp), true);
        assertAllowed(policy.askByKey("https://any.example", more), false);
        policy.with(ANY + "operations = newAccount\n");
        assertAllowed(policy.askByKey("https://any.example", lookUp), false);
        assertAllowed(policy.askByKey("https://any.example", more), true);
    }

    private static void assertAllowed(Verdict verdict, boolean allowed) {
        assertThat(verdict instanceof Verdict.Allowed).as(verdict.toString()).isEqualTo(allowed);
    }
}
