package signet.signer.request;

import signet.acme.Identifier;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.jose.Jwk;
import signet.limits.NameCount;
import signet.signer.request.AcmeOperation.AccountLookup;
import signet.signer.request.AcmeOperation.AccountUpdate;
import signet.signer.request.AcmeOperation.Challenge;
import signet.signer.request.AcmeOperation.Deactivation;
import signet.signer.request.AcmeOperation.Finalize;
import signet.signer.request.AcmeOperation.KeyChange;
import signet.signer.request.AcmeOperation.NewAccount;
import signet.signer.request.AcmeOperation.NewAuthorization;
import signet.signer.request.AcmeOperation.NewOrder;
import signet.signer.request.AcmeOperation.PostAsGet;
import signet.signer.request.AcmeOperation.Revocation;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells an operation by its payload.
 *
 * @param key the signer's own key
 * @param url where the request is to be sent
 * @param keyId the account's URL; empty where the request holds the key itself
 */
record OperationReader(Jwk key, URI url, Optional<URI> keyId) {

    private static final List<String> NONE = List.of();

    /** RFC 5280 section 5.3.1; 7 is not used. */
    private static final Set<Long> REASONS = Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 8L, 9L, 10L);

    AcmeOperation read(byte[] payload) throws InvalidRequestException {
        if (payload.length == 0) {
            if (keyId.isEmpty()) {
                throw new InvalidRequestException("POST-as-GET without an account");
            }
            return new PostAsGet();
        }
        try {
            JsonObject object = JsonObject.parse(payload);
            Optional<AcmeOperation> operation =
                    keyId.isPresent() ? ofAccount(object, keyId.get()) : ofKey(object);
            return operation.orElseThrow(
                    () -> new JsonException("its members are those of no ACME request"));
        } catch (JsonException e) {
            throw new InvalidRequestException("unknown JWS Payload (" + e.getMessage() + ")");
        }
    }

    /** Requests whose header holds the key itself (RFC 8555 section 6.2). */
    private Optional<AcmeOperation> ofKey(JsonObject payload) throws JsonException {
        if (payload.has("certificate")) {
            return revocation(payload);
        }
        if (!Members.are(
                payload,
                NONE,
                List.of(
                        "contact",
                        "termsOfServiceAgreed",
                        "onlyReturnExisting",
                        "externalAccountBinding"))) {
            return Optional.empty();
        }
        boolean agreed = payload.bool("termsOfServiceAgreed");
        Optional<String> external = ExternalBinding.keyId(payload);
        // A CA should ignore what else stands in a look-up, so who sends that means more by it.
        boolean looksUp = payload.bool("onlyReturnExisting") && payload.names().size() == 1;
        return Optional.of(
                looksUp
                        ? new AccountLookup()
                        : new NewAccount(payload.strings("contact"), agreed, external));
    }

    private Optional<AcmeOperation> ofAccount(JsonObject payload, URI account)
            throws JsonException {
        if (payload.names().isEmpty()) {
            return Optional.of(new Challenge());
        }
        if (payload.has("csr")) {
            return Members.are(payload, List.of("csr"), NONE)
                    ? Optional.of(new Finalize(new DerBytes(Members.bytes(payload, "csr"))))
                    : Optional.empty();
        }
        if (payload.has("identifiers")) {
            return newOrder(payload);
        }
        if (payload.has("identifier")) {
            return newAuthorization(payload);
        }
        if (payload.has("certificate")) {
            return revocation(payload);
        }
        if (payload.has("protected")) {
            return Optional.of(new KeyChange(new InnerJws(key, url, account).newKey(payload)));
        }
        return payload.has("status") ? deactivation(payload) : update(payload);
    }

    private static Optional<AcmeOperation> deactivation(JsonObject payload) throws JsonException {
        return Members.are(payload, List.of("status"), NONE)
                        && payload.requiredString("status").equals("deactivated")
                ? Optional.of(new Deactivation())
                : Optional.empty();
    }

    private static Optional<AcmeOperation> update(JsonObject payload) throws JsonException {
        if (!Members.are(payload, NONE, List.of("contact", "termsOfServiceAgreed"))) {
            return Optional.empty();
        }
        Optional<List<String>> contacts =
                payload.has("contact") ? Optional.of(payload.strings("contact")) : Optional.empty();
        return Optional.of(new AccountUpdate(contacts, payload.bool("termsOfServiceAgreed")));
    }

    private static Optional<AcmeOperation> newOrder(JsonObject payload) throws JsonException {
        if (!Members.are(payload, List.of("identifiers"), OrderTerms.MEMBERS)) {
            return Optional.empty();
        }
        OrderTerms terms = OrderTerms.of(payload);
        List<JsonObject> named = payload.objects("identifiers");
        if (named.size() > NameCount.MOST) {
            throw new JsonException(
                    "an order for more than " + NameCount.MOST + " names and addresses");
        }
        Set<Identifier> identifiers = new LinkedHashSet<>();
        for (JsonObject identifier : named) {
            if (!identifiers.add(identifier(identifier))) {
                throw new JsonException("an identifier stands twice");
            }
        }
        if (identifiers.isEmpty()) {
            throw new JsonException("an order without identifiers");
        }
        return Optional.of(new NewOrder(identifiers, terms));
    }

    private static Optional<AcmeOperation> newAuthorization(JsonObject payload)
            throws JsonException {
        return Members.are(payload, List.of("identifier"), NONE)
                ? Optional.of(
                        new NewAuthorization(
                                identifier(payload.object("identifier").orElseThrow())))
                : Optional.empty();
    }

    private static Identifier identifier(JsonObject identifier) throws JsonException {
        if (!Members.are(identifier, List.of("type", "value"), NONE)) {
            throw new JsonException("an identifier is not a type and a value");
        }
        String value = identifier.requiredString("value");
        try {
            return switch (identifier.requiredString("type")) {
                case "dns" -> Identifier.dns(value);
                case "ip" -> address(value);
                default -> throw new JsonException("an identifier is neither of type dns nor ip");
            };
        } catch (IllegalArgumentException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }

    /** What is signed is what persons and logs are told: one address has one text. */
    private static Identifier address(String text) throws JsonException {
        Identifier address = Identifier.ip(text);
        if (!address.value().equals(text)) {
            throw new JsonException(
                    "an IP address is not in the form of RFC 8738; write " + address.value());
        }
        return address;
    }

    private Optional<AcmeOperation> revocation(JsonObject payload) throws JsonException {
        if (!Members.are(payload, List.of("certificate"), List.of("reason"))) {
            return Optional.empty();
        }
        OptionalLong reason = payload.number("reason");
        if (reason.isPresent() && !REASONS.contains(reason.getAsLong())) {
            throw new JsonException("the reason is none of RFC 5280 section 5.3.1");
        }
        return Optional.of(
                new Revocation(
                        new DerBytes(Members.bytes(payload, "certificate")),
                        reason,
                        keyId.isEmpty()));
    }
}
