package signet.acme;

import signet.jose.JsonObject;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An order (RFC 8555 section 7.1.3).
 *
 * @param url where it lives
 * @param status its state
 * @param expires when the CA stops caring for it
 * @param identifiers what the certificate is for
 * @param authorizations where the authorizations live, one or more
 * @param finalizeUrl where the CSR goes
 * @param certificate where the certificate is, once there is one
 * @param error why the order failed, where the CA says so
 */
public record Order(
        URI url,
        OrderStatus status,
        Optional<Instant> expires,
        List<Identifier> identifiers,
        List<URI> authorizations,
        URI finalizeUrl,
        Optional<URI> certificate,
        Optional<Problem> error) {

    /** Copies. */
    public Order {
        identifiers = List.copyOf(identifiers);
        authorizations = List.copyOf(authorizations);
    }

    /** Reads an order whose URL is known. */
    public static Order fromJson(URI url, JsonObject json) throws MalformedResourceException {
        ResourceReader reader = new ResourceReader("the order", json);
        List<Identifier> identifiers = new ArrayList<>();
        for (JsonObject identifier : reader.objects("identifiers")) {
            identifiers.add(Identifier.fromJson(identifier));
        }
        List<URI> authorizations = reader.urls("authorizations");
        if (authorizations.isEmpty()) {
            throw reader.wrong("no \"authorizations\"");
        }
        return new Order(
                url,
                reader.status(OrderStatus.UNKNOWN),
                reader.time("expires"),
                identifiers,
                authorizations,
                reader.requiredUrl("finalize"),
                reader.url("certificate"),
                reader.object("error").map(Problem::fromJson));
    }
}
