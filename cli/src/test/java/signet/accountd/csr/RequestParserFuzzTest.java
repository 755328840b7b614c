package signet.accountd.csr;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import signet.acme.Identifier;

import java.util.Set;

/** Certificate requests of clients: for the names that their own key has signed, and no others. */
final class RequestParserFuzzTest {

    /** Those in the genuine requests of the corpus; nobody can sign another one. */
    private static final Set<Identifier> NAMES =
            Set.of(
                    Identifier.dns("a.example"),
                    Identifier.dns("b.example"),
                    Identifier.ip("192.0.2.1"),
                    Identifier.ip("2001:db8::1"));

    @FuzzTest
    void der(byte[] input) {
        CertificateRequest request;
        try {
            request = new RequestParser().parse(input);
        } catch (UnacceptableRequestException e) {
            assertThat(e.reason()).matches("[ -~]+");
            return;
        }
        assertThat(request.identifiers()).isNotEmpty().isSubsetOf(NAMES);
        assertThat(request.keyDigest()).matches("[0-9a-f]{64}");
    }
}
