package signet.control;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the master tells the client. The first message is a {@link Start}, the last is {@link End}.
 */
public sealed interface ClientTask {

    /**
     * Opens the conversation.
     *
     * @param server the URL of the ACME directory
     * @param timeout how long one order may wait for the server; zero for no bound
     * @param trust certificates in PEM which alone are trusted for the connection to the server
     * @param tlsProtocols the versions of TLS to speak, by their Java names
     * @param cipherSuites the cipher suites to offer, by their Java names; none for Java's choice
     * @param challengeDirectory whether the client writes challenges into its working directory
     *     itself, instead of announcing their tokens
     * @param debug whether to tell more
     */
    record Start(
            String server,
            Duration timeout,
            String trust,
            List<String> tlsProtocols,
            List<String> cipherSuites,
            boolean challengeDirectory,
            boolean debug)
            implements ClientTask {}

    /**
     * Asks for a certificate.
     *
     * @param id names this order in reports
     * @param identifiers the names, each as {@code dns:NAME} or {@code ip:ADDRESS}
     * @param csr the PKCS#10 request, DER in base64
     */
    record Order(String id, List<String> identifiers, String csr) implements ClientTask {}

    /**
     * Asks for the account.
     *
     * @param register whether to create it where there is none
     * @param termsOfServiceAgreed whether the person agreed to the terms of service
     * @param deactivate whether to deactivate it
     * @param contacts contact URLs; none leaves those of an existing account alone
     */
    record Account(
            boolean register,
            boolean termsOfServiceAgreed,
            boolean deactivate,
            List<String> contacts)
            implements ClientTask {}

    /**
     * Asks for the revocation of a certificate.
     *
     * @param id names this task in reports
     * @param certificate the certificate, DER in base64
     */
    record Revoke(String id, String certificate) implements ClientTask {}

    /**
     * Answers a {@link ClientReport.Announce} or {@link ClientReport.Withdraw}.
     *
     * @param token the token
     * @param error why it could not be done, empty when it is in effect
     */
    record TokenDone(String token, Optional<String> error) implements ClientTask {}

    /**
     * Answers a {@link ClientReport.SignerLost}.
     *
     * @param error why there is no other signer, empty when its connection was sent
     */
    record SignerReplaced(Optional<String> error) implements ClientTask {}

    /** There are no further tasks: the client ends when it has done those that it has. */
    record End() implements ClientTask {}

    /** Returns the message as one line without a line end. */
    default String encode() {
        JsonObject.Builder json = JsonObject.builder();
        switch (this) {
            case Start start ->
                    json.put("type", "start")
                            .put("server", start.server())
                            .put("timeout", start.timeout().toMillis())
                            .put("trust", start.trust())
                            .putStrings("tlsProtocols", start.tlsProtocols())
                            .putStrings("cipherSuites", start.cipherSuites())
                            .put("challengeDirectory", start.challengeDirectory())
                            .put("debug", start.debug());
            case Order order ->
                    json.put("type", "order")
                            .put("id", order.id())
                            .putStrings("identifiers", order.identifiers())
                            .put("csr", order.csr());
            case Account account ->
                    json.put("type", "account")
                            .put("register", account.register())
                            .put("termsOfServiceAgreed", account.termsOfServiceAgreed())
                            .put("deactivate", account.deactivate())
                            .putStrings("contacts", account.contacts());
            case Revoke revoke ->
                    json.put("type", "revoke")
                            .put("id", revoke.id())
                            .put("certificate", revoke.certificate());
            case TokenDone done ->
                    json.put("type", "tokenDone")
                            .put("token", done.token())
                            .put("error", done.error());
            case SignerReplaced replaced ->
                    json.put("type", "signerReplaced").put("error", replaced.error());
            case End _ -> json.put("type", "end");
        }
        return json.build().toString();
    }

    /** Reads a message. */
    static ClientTask parse(String line) throws JsonException {
        JsonObject json = JsonObject.parse(line);
        return switch (json.requiredString("type")) {
            case "start" ->
                    new Start(
                            json.requiredString("server"),
                            Duration.ofMillis(json.number("timeout").orElse(0)),
                            json.requiredString("trust"),
                            json.strings("tlsProtocols"),
                            json.strings("cipherSuites"),
                            json.bool("challengeDirectory"),
                            json.bool("debug"));
            case "order" ->
                    new Order(
                            json.requiredString("id"),
                            json.strings("identifiers"),
                            json.requiredString("csr"));
            case "account" ->
                    new Account(
                            json.bool("register"),
                            json.bool("termsOfServiceAgreed"),
                            json.bool("deactivate"),
                            json.strings("contacts"));
            case "revoke" ->
                    new Revoke(json.requiredString("id"), json.requiredString("certificate"));
            case "tokenDone" -> new TokenDone(json.requiredString("token"), json.string("error"));
            case "signerReplaced" -> new SignerReplaced(json.string("error"));
            case "end" -> new End();
            default -> throw new JsonException("unknown message");
        };
    }
}
