package signet.acme;

import signet.jose.JsonObject;
import signet.text.Printable;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The directory (RFC 8555 section 7.1.1): where each operation lives.
 *
 * @param newNonce where nonces come from
 * @param newAccount where accounts are made and looked up
 * @param newOrder where orders are made
 * @param revokeCert where certificates are revoked
 * @param keyChange where account keys are rolled over; absent where the CA doesn't offer it
 * @param meta what the CA says of itself
 */
public record Directory(
        URI newNonce,
        URI newAccount,
        URI newOrder,
        URI revokeCert,
        Optional<URI> keyChange,
        Meta meta) {

    /**
     * What a CA says of itself. The texts are for people: they are made safe to print, and never
     * followed.
     *
     * @param termsOfService where the terms of service can be read
     * @param website where the CA describes its service
     * @param caaIdentities the names by which CAA records (RFC 8659) refer to the CA
     * @param externalAccountRequired whether registration needs an external account (section 7.3.4)
     */
    public record Meta(
            Optional<String> termsOfService,
            Optional<String> website,
            List<String> caaIdentities,
            boolean externalAccountRequired) {

        /** Copies. */
        public Meta {
            caaIdentities = List.copyOf(caaIdentities);
        }
    }

    /**
     * Reads a directory.
     *
     * @throws MalformedResourceException where an operation that every CA must offer is missing, or
     *     a URL is not https
     */
    public static Directory fromJson(JsonObject json) throws MalformedResourceException {
        ResourceReader reader = new ResourceReader("the directory", json);
        return new Directory(
                reader.requiredUrl("newNonce"),
                reader.requiredUrl("newAccount"),
                reader.requiredUrl("newOrder"),
                reader.requiredUrl("revokeCert"),
                reader.url("keyChange"),
                meta(reader.object("meta").orElse(JsonObject.builder().build())));
    }

    private static Meta meta(JsonObject json) throws MalformedResourceException {
        ResourceReader reader = new ResourceReader("\"meta\" of the directory", json);
        return new Meta(
                reader.string("termsOfService").map(text -> Printable.of(text, 1000)),
                reader.string("website").map(text -> Printable.of(text, 1000)),
                reader.strings("caaIdentities").stream()
                        .map(text -> Printable.of(text, 1000))
                        .toList(),
                reader.bool("externalAccountRequired"));
    }
}
