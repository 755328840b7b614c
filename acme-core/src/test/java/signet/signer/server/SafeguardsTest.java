package signet.signer.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.request.CaOrigin;
import signet.signer.request.OperationKind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What has to happen before an answer leaves. */
class SafeguardsTest {

    private static final String REFUSALS = "1 REFUSALS\r\n";
    private static final String REQUEST = RawClient.request("{}") + "\r\n";
    private static final CaOrigin CA = new CaOrigin("ca", 443);

    @TempDir private Path folder;

    private final KeyPairSigner key = new KeyPairSigner();
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();

    /** A token that was swapped, or that mixes up DER and raw. */
    private record Wrong(PublicKey publicKey, Signer other) implements Signer {
        @Override
        public SignatureAlgorithm algorithm() {
            return SignatureAlgorithm.ES256;
        }

        @Override
        public byte[] sign(byte[] signingInput) throws SignerException {
            return other.sign(signingInput);
        }

        @Override
        public void close() {}
    }

    private record FixedMac(String value) implements MacSigner {
        @Override
        public Map<CaOrigin, String> keyIds() {
            return Map.of(CA, "corp-1");
        }

        @Override
        public byte[] mac(CaOrigin ca, String keyId, byte[] input) throws SignerException {
            if (!ca.equals(CA) || !keyId.equals("corp-1")) {
                throw new SignerException.Refused("no such secret");
            }
            return value.getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aSignatureOfAnotherKeyIsThrownAway() throws Exception {
        Signer wrong = new Wrong(new KeyPairSigner().publicKey(), key);
        try (RunningServer server = serve(wrong, decisions::add);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REFUSALS + REQUEST).line().orElseThrow())
                    .contains("key-unusable")
                    .contains("is not valid for its public key");
            assertThat(decisions.getFirst().refusal()).isPresent();
        }
    }

    @Test
    void aSignatureOfAWrongLengthIsThrownAway() throws Exception {
        Signer der = new ScriptedAnswer(key.publicKey(), "0123");
        try (RunningServer server = serve(der, decisions::add);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REFUSALS + REQUEST).line().orElseThrow())
                    .contains("is not valid for its public key");
        }
    }

    /** A signer that always answers the same. */
    private record ScriptedAnswer(PublicKey publicKey, String answer) implements Signer {
        @Override
        public SignatureAlgorithm algorithm() {
            return SignatureAlgorithm.ES256;
        }

        @Override
        public byte[] sign(byte[] signingInput) {
            return answer.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() {}
    }

    @Test
    void everyDecisionIsRecordedBeforeItsAnswerLeaves() throws Exception {
        try (RunningServer server = serve(key, decisions::add);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REFUSALS + REQUEST).line()).isPresent();
            assertThat(decisions).hasSize(1);
            assertThat(client.send("e30.\r\n").line()).isPresent();
            assertThat(decisions).hasSize(2);
            assertThat(client.send("nonsense\r\n").line()).isPresent();
            assertThat(decisions).hasSize(3);
        }
        Decision signed = decisions.getFirst();
        assertThat(signed.refusal()).isEmpty();
        assertThat(signed.verdict()).contains(new Verdict.Allowed("no policy"));
        assertThat(signed.client().via()).isEqualTo("socket");
        assertThat(signed.request().orElseThrow().kind()).isEqualTo(OperationKind.CHALLENGE);
        assertThat(decisions.get(1).request()).isEmpty();
        assertThat(decisions.get(1).text()).isPresent();
        assertThat(decisions.get(2).text()).isEmpty();
    }

    @Test
    void whatCanNotBeRecordedIsNotSigned() throws Exception {
        Ledger full =
                _ -> {
                    throw new IOException("the audit log is full");
                };
        try (RunningServer server = serve(key, full);
                RawClient client = server.connect()) {
            client.greeting();
            assertThat(client.send(REFUSALS + REQUEST).line().orElseThrow())
                    .contains("\"refused\"")
                    .contains("the audit log is full");
            assertThat(client.send("e30.\r\n").line().orElseThrow()).contains("JWS Protected");
            server.log().await("troubled a refusal is not recorded: the audit log is full");
        }
    }

    /** Notes in order what becomes of a reservation. */
    private record Noted(List<String> events, boolean fails) implements Reservation {
        @Override
        public void commit() throws IOException {
            events.add("commit");
            if (fails) {
                throw new IOException("the state's disk is full");
            }
        }

        @Override
        public void close() {
            events.add("close");
        }
    }

    private String answerTo(Signer signer, Ledger ledger, Reservation reservation)
            throws Exception {
        Safeguards safeguards =
                new Safeguards(
                        Optional.empty(),
                        MacSigner.NONE,
                        (_, _, _) ->
                                new Verdict.Reserved(new Verdict.Allowed("orders"), reservation),
                        ledger);
        try (RunningServer server =
                        new RunningServer(folder, signer, ServerLimits.DEFAULT, safeguards);
                RawClient client = server.connect()) {
            client.greeting();
            return client.send(REFUSALS + REQUEST).line().orElseThrow();
        }
    }

    @Test
    void budgetIsUsedUpLastOfAllAndBeforeTheSignatureLeaves() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        assertThat(answerTo(key, _ -> events.add("record"), new Noted(events, false)))
                .doesNotStartWith("1 NO");
        assertThat(events).containsExactly("record", "commit", "close");
    }

    @Test
    void whatIsNotRecordedUsesUpNoBudget() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        Ledger full =
                _ -> {
                    throw new IOException("the audit log is full");
                };
        assertThat(answerTo(key, full, new Noted(events, false))).contains("audit log is full");
        assertThat(events).containsExactly("close");
    }

    @Test
    void whatTheKeyDoesNotSignUsesUpNoBudget() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        Signer wrong = new Wrong(new KeyPairSigner().publicKey(), key);
        assertThat(answerTo(wrong, decisions::add, new Noted(events, false)))
                .contains("key-unusable");
        assertThat(events).containsExactly("close");
    }

    @Test
    void whatCanNotBeCountedIsNotHandedOut() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        assertThat(answerTo(key, decisions::add, new Noted(events, true)))
                .contains("\"refused\"")
                .contains("can't be remembered: the state's disk is full");
        assertThat(events).containsExactly("commit", "close");
        // The signature was made, and did not leave.
        assertThat(decisions).hasSize(2);
        assertThat(decisions.getLast().refusal()).isPresent();
        assertThat(decisions.getLast().verdict()).contains(new Verdict.Allowed("orders"));
    }

    @Test
    void theSecretOfAnExternalAccountStaysHere() throws Exception {
        Safeguards safeguards =
                new Safeguards(
                        Optional.empty(),
                        new FixedMac("mac"),
                        RequestPolicy.PERMIT_ALL,
                        decisions::add);
        try (RunningServer server =
                        new RunningServer(folder, key, ServerLimits.DEFAULT, safeguards);
                RawClient client = server.connect()) {
            assertThat(client.greeting()).contains("\"external-accounts\":{\"ca\":\"corp-1\"}");
            assertThat(client.send(REFUSALS + binding("corp-1")).line())
                    .hasValue(RawClient.base64("mac"));
            assertThat(client.send(binding("corp-2")).line().orElseThrow()).contains("no such");
        }
    }

    private String binding(String keyId) {
        String header =
                "{\"alg\":\"HS256\",\"kid\":\"" + keyId + "\",\"url\":\"https://ca/new-account\"}";
        return RawClient.base64(header)
                + "."
                + RawClient.base64(Jwk.of(key.publicKey()).json())
                + "\r\n";
    }

    private RunningServer serve(Signer signer, Ledger ledger) throws IOException {
        Safeguards safeguards =
                new Safeguards(Optional.empty(), MacSigner.NONE, RequestPolicy.PERMIT_ALL, ledger);
        return new RunningServer(folder, signer, ServerLimits.DEFAULT, safeguards);
    }
}
