package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.accountd.policy.Explanation;
import signet.accountd.policy.PolicyExplainer;
import signet.accountd.policy.PolicyFixture;
import signet.config.PolicyConfig;
import signet.config.Specifiers;
import signet.jose.Base64Url;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What is said of orders that ask for more than names. */
class PolicyTextTest {

    private static final String RULE =
            """
            [ca test]
            directory = https://ca.example/directory
            [allow sites]
            names = a.example
            """;

    @TempDir private Path folder;

    private PolicyConfig policy(String more) throws Exception {
        return PolicyConfig.load(
                Files.writeString(folder.resolve("policy.conf"), RULE + more),
                Specifiers.ofProcess());
    }

    private List<String> explained(String more, String members) throws Exception {
        String header =
                "{\"alg\":\"ES256\",\"kid\":\"https://ca.example/acct/1\",\"nonce\":\"n\","
                        + "\"url\":\"https://ca.example/new\"}";
        String payload = PolicyFixture.order("a.example").replaceFirst("}$", "," + members + "}");
        Explanation explanation =
                new PolicyExplainer(policy(more), "web1", "socket", InstantSource.system())
                        .explain(base64(header) + "." + base64(payload))
                        .orElseThrow();
        return PolicyText.of(explanation);
    }

    private static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void checkSaysWhatOrdersMayAskFor() throws Exception {
        assertThat(PolicyText.of(policy("profiles = tlsserver shortlived\nreplaces = yes\n")))
                .contains("  in orders also profiles shortlived, tlsserver; replaces");
        assertThat(PolicyText.of(policy("validity = yes\n")))
                .contains("  in orders also notBefore and notAfter");
        assertThat(PolicyText.of(policy("")).toString()).doesNotContain("in orders also");
    }

    @Test
    void explainShowsWhatAnOrderAsksFor() throws Exception {
        String members = "\"profile\":\"shortlived\",\"notAfter\":\"2030-01-01T00:00:00Z\"";
        String terms = "  terms    profile:shortlived, notAfter:2030-01-01T00:00:00Z";

        assertThat(explained("profiles = shortlived\nvalidity = yes\n", members))
                .contains(terms, "  ALLOWED by rule \"sites\"");
        assertThat(explained("profiles = shortlived\n", members))
                .contains(
                        terms,
                        "  REFUSED by rule \"sites\": rule \"sites\" allows no order with"
                                + " notAfter:2030-01-01T00:00:00Z");
        assertThat(explained("", "\"profile\":\"\\u001b[2J\""))
                .last()
                .asString()
                .startsWith("  REFUSED by rule \"ACME\"")
                .contains("\"profile\" is not the name of a profile");
    }
}
