package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignatureAlgorithm;
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
