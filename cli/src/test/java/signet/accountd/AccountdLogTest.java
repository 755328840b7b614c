package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeOperation;
import signet.signer.request.AcmeRequest;
import signet.signer.server.Client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

class AccountdLogTest {

    private static final Client CLIENT = new Client(7, "alice", "socket");
    private static final String URL = "https://ca/chall/1";

    @TempDir private Path folder;

    @Test
    void whatIsSignedIsShownInPartByItsLengthInTheLog() throws Exception {
        String padding = "\t".repeat(40_000);
        SigningRequest request =
                new SigningRequest(
                        base64("{" + padding + "\"alg\":1}"), base64("{" + padding + "}"));
        List<String> lines = logged(log -> log.signed(CLIENT, acme(request)));
        assertThat(lines).singleElement().asString().hasSizeLessThan(5000);
        assertThat(lines.getFirst())
                .contains("[7] SIGNED challenge " + URL + " header=base64url({\\u0009")
                .contains("payload=base64url({\\u0009\\u0009")
                .endsWith("\\u0009...)");
    }

    @Test
    void anOrdinaryRequestIsShownWhole() throws Exception {
        SigningRequest request =
                SigningRequest.parse(Requests.challenge(SignatureAlgorithm.ES256, URL));
        assertThat(logged(log -> log.signed(CLIENT, acme(request))))
                .singleElement()
                .asString()
                .endsWith(
                        "header=base64url({\"alg\":\"ES256\",\"kid\":\"https://ca/acct/1\","
                                + "\"nonce\":\"n\",\"url\":\""
                                + URL
                                + "\"}) payload=base64url({})");
    }

    @Test
    void whatIsRefusedIsShownInPartByItsLengthInTheLog() throws Exception {
        String longest = base64("\u00fc".repeat(40_000));
        Optional<SigningRequest> request = Optional.of(new SigningRequest(longest, longest));
        Refusal refusal = Refusal.of(Refusal.Kind.REFUSED, "\u0007".repeat(40_000));
        assertThat(logged(log -> log.refused(CLIENT, refusal, request, Optional.empty())))
                .singleElement()
                .asString()
                .hasSizeLessThan(6000)
                .contains("[7] NOSIGN [\\u0007\\u0007")
                .contains("\\u0007...] header=base64url(\\u00fc")
                .endsWith("\\u00fc...)");
    }

    @Test
    void aFloodOfRefusedRequestsIsCutAndHidesNothingElse() throws Exception {
        Optional<SigningRequest> request =
                Optional.of(
                        SigningRequest.parse(Requests.challenge(SignatureAlgorithm.ES256, URL)));
        Refusal refusal = Refusal.of(Refusal.Kind.REFUSED, "no");
        List<String> lines =
                logged(
                        log -> {
                            for (int i = 0; i < 20_000; i++) {
                                log.refused(CLIENT, refusal, request, Optional.empty());
                            }
                            log.signed(CLIENT, acme(request.orElseThrow()));
                            log.refused(CLIENT, refusal, Optional.empty(), Optional.empty());
                        });
        assertThat(lines)
                .hasSizeBetween(1003, 20_000 / 2)
                .anyMatch(line -> line.endsWith("more than 1000 lines, some are not shown"));
        assertThat(lines.get(lines.size() - 2)).contains("SIGNED challenge");
        assertThat(lines.getLast()).endsWith("NOSIGN [no]");
    }

    private static AcmeRequest acme(SigningRequest request) {
        return new AcmeRequest(
                request, Optional.empty(), URI.create(URL), new AcmeOperation.Challenge());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Something that is logged. */
    @FunctionalInterface
    private interface Event {
        void happen(AccountdLog log) throws Exception;
    }

    private List<String> logged(Event event) throws Exception {
        Path file = folder.resolve("log");
        try (AccountdLog log = open(file)) {
            event.happen(log);
        }
        return Files.readAllLines(file);
    }

    private static AccountdLog open(Path file) throws IOException {
        return AccountdLog.open(Optional.of(file), true, false);
    }
}
