package signet.control;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.Optional;

/** What the client tells the master. The first message is {@link Ready}. */
public sealed interface ClientReport {

    /** The client runs, with nothing but what it was given. */
    record Ready() implements ClientReport {}

    /**
     * A token's key authorization is to be served from now on.
     *
     * @param token the token of a challenge
     */
    record Announce(String token) implements ClientReport {}

    /**
     * A token is to be forgotten.
     *
     * @param token the token of a challenge
     */
    record Withdraw(String token) implements ClientReport {}

    /**
     * A step of a task was done.
     *
     * @param id the task
     * @param message what is going on, for a person
     */
    record Progress(String id, String message) implements ClientReport {}

    /**
     * An order ended well.
     *
     * @param id the order
     * @param chain the certificate chain as the server sent it, PEM
     */
    record Issued(String id, String chain) implements ClientReport {}

    /**
     * The account was found, made or deactivated.
     *
     * @param url the account URL
     * @param json the account object as the server sent it
     * @param termsOfService where the terms of service are
     */
    record AccountFound(String url, String json, Optional<String> termsOfService)
            implements ClientReport {}

    /**
     * A certificate was revoked.
     *
     * @param id the task
     */
    record Revoked(String id) implements ClientReport {}

    /**
     * A task failed.
     *
     * @param id the task
     * @param error why, and what to do, for a person
     */
    record Failed(String id, String error) implements ClientReport {}

    /**
     * The connection to the signer is of no more use, and another is asked for. It comes on
     * descriptor 3, with {@link ClientTask.SignerReplaced} as the answer.
     *
     * @param elsewhere whether the signer is there, but can't sign
     */
    record SignerLost(boolean elsewhere) implements ClientReport {}

    /** Something is waited for: an answer of the server, or of the signer, or a time to pass. */
    record Alive() implements ClientReport {}

    /** All tasks have ended. */
    record Done() implements ClientReport {}

    /** Returns the message as one line without a line end. */
    default String encode() {
        JsonObject.Builder json = JsonObject.builder();
        switch (this) {
            case Ready _ -> json.put("type", "ready");
            case Announce announce -> json.put("type", "announce").put("token", announce.token());
            case Withdraw withdraw -> json.put("type", "withdraw").put("token", withdraw.token());
            case Progress progress ->
                    json.put("type", "progress")
                            .put("id", progress.id())
                            .put("message", progress.message());
            case Issued issued ->
                    json.put("type", "issued").put("id", issued.id()).put("chain", issued.chain());
            case AccountFound account ->
                    json.put("type", "account")
                            .put("url", account.url())
                            .put("json", account.json())
                            .put("termsOfService", account.termsOfService());
            case Revoked revoked -> json.put("type", "revoked").put("id", revoked.id());
            case Failed failed ->
                    json.put("type", "failed").put("id", failed.id()).put("error", failed.error());
            case SignerLost lost ->
                    json.put("type", "signerLost").put("elsewhere", lost.elsewhere());
            case Alive _ -> json.put("type", "alive");
            case Done _ -> json.put("type", "done");
        }
        return json.build().toString();
    }

    /** Reads a message, which may be an attacker's. */
    static ClientReport parse(String line) throws JsonException {
        JsonObject json = JsonObject.parse(line);
        return switch (json.requiredString("type")) {
            case "ready" -> new Ready();
            case "announce" -> new Announce(json.requiredString("token"));
            case "withdraw" -> new Withdraw(json.requiredString("token"));
            case "progress" ->
                    new Progress(json.requiredString("id"), json.requiredString("message"));
            case "issued" -> new Issued(json.requiredString("id"), json.requiredString("chain"));
            case "account" ->
                    new AccountFound(
                            json.requiredString("url"),
                            json.requiredString("json"),
                            json.string("termsOfService"));
            case "revoked" -> new Revoked(json.requiredString("id"));
            case "failed" -> new Failed(json.requiredString("id"), json.requiredString("error"));
            case "signerLost" -> new SignerLost(json.bool("elsewhere"));
            case "alive" -> new Alive();
            case "done" -> new Done();
            default -> throw new JsonException("unknown message");
        };
    }
}
