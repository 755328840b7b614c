package signet.acme.client;

import signet.acme.Account;
import signet.jose.JsonObject;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The account operations of RFC 8555 section 7.3. Safe for use by several threads. */
public final class Accounts {

    private final Session session;

    Accounts(Session session) {
        this.session = session;
    }

    /**
     * The outcome of a registration.
     *
     * @param account the account
     * @param created false where the key had an account already, which is then left as it was
     */
    public record Registration(Account account, boolean created) {}

    /**
     * Registers the key (section 7.3).
     *
     * @param contacts URLs such as {@code mailto:admin@example.org}
     * @param termsOfServiceAgreed whether the person agrees to the terms of {@link
     *     signet.acme.Directory.Meta#termsOfService}
     * @throws AcmeException.NotPossible where the CA wants an external account whose secret the
     *     signer does not hold, or the signer works for one fixed account
     */
    public Registration register(List<String> contacts, boolean termsOfServiceAgreed)
            throws AcmeException, InterruptedException {
        Operation operation = Operation.repeatable("newAccount");
        JsonObject.Builder payload = JsonObject.builder();
        Optional<JsonObject> binding = new ExternalAccount(session).binding(operation.name());
        binding.ifPresent(jws -> payload.put("externalAccountBinding", jws));
        if (termsOfServiceAgreed) {
            payload.put("termsOfServiceAgreed", true);
        }
        if (!contacts.isEmpty()) {
            payload.putStrings("contact", contacts);
        }
        HttpReply reply =
                session.postWithJwk(
                        operation,
                        session.directory().newAccount(),
                        payload.build().toString(),
                        session.deadline());
        URI url = Replies.location(operation.name(), reply);
        session.accountIs(url);
        // Not every server repeats an existing account's members here.
        boolean created = reply.status() == 201;
        Account account =
                created
                        ? Replies.resource(
                                operation.name(), reply, json -> Account.fromJson(url, json))
                        : lookUp();
        return new Registration(account, created);
    }

    /**
     * Fetches the account: by its URL, which is looked up by the key (section 7.3.1) unless the
     * signer gives it. Changes nothing.
     *
     * @throws AcmeException.NoAccount where there is none
     */
    public Account lookUp() throws AcmeException, InterruptedException {
        URI url = session.accountUrl();
        HttpReply reply = session.postAsGet("account", url, session.deadline());
        return Replies.resource("account", reply, json -> Account.fromJson(url, json));
    }

    /** Replaces the account's contacts (section 7.3.2); an empty list removes them. */
    public Account updateContacts(List<String> contacts)
            throws AcmeException, InterruptedException {
        return update(
                Operation.repeatable("account update"),
                JsonObject.builder().putStrings("contact", contacts).build());
    }

    /** Gives the account up, for good (section 7.3.6). */
    public Account deactivate() throws AcmeException, InterruptedException {
        return update(
                Operation.once("account deactivation"),
                JsonObject.builder().put("status", "deactivated").build());
    }

    private Account update(Operation operation, JsonObject payload)
            throws AcmeException, InterruptedException {
        URI url = session.accountUrl();
        HttpReply reply = session.post(operation, url, payload.toString(), session.deadline());
        return Replies.resource(operation.name(), reply, json -> Account.fromJson(url, json));
    }
}
