package signet.acme;

import signet.jose.JsonObject;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An authorization (RFC 8555 section 7.1.4): what the CA thinks of one identifier.
 *
 * @param url where it lives
 * @param identifier whose it is, without the wildcard prefix
 * @param status its state
 * @param expires when it ends
 * @param wildcard whether it stands for a wildcard name
 * @param challenges the ways of proving control that the CA offers or has tried
 */
public record Authorization(
        URI url,
        Identifier identifier,
        AuthorizationStatus status,
        Optional<Instant> expires,
        boolean wildcard,
        List<Challenge> challenges) {

    /** Copies. */
    public Authorization {
        challenges = List.copyOf(challenges);
    }

    /** Reads an authorization whose URL is known. */
    public static Authorization fromJson(URI url, JsonObject json)
            throws MalformedResourceException {
        ResourceReader reader = new ResourceReader("the authorization", json);
        List<Challenge> challenges = new ArrayList<>();
        for (JsonObject challenge : reader.objects("challenges")) {
            challenges.add(Challenge.fromJson(challenge));
        }
        JsonObject identifier =
                reader.object("identifier").orElseThrow(() -> reader.wrong("no \"identifier\""));
        return new Authorization(
                url,
                Identifier.fromJson(identifier),
                reader.status(AuthorizationStatus.UNKNOWN),
                reader.time("expires"),
                reader.bool("wildcard"),
                challenges);
    }

    /** Returns the challenge of a type, such as {@code http-01}. */
    public Optional<Challenge> challenge(String type) {
        return challenges.stream().filter(challenge -> challenge.type().equals(type)).findFirst();
    }

    /** Returns why a challenge failed, where one did and the CA says why. */
    public Optional<Problem> failure() {
        return challenges.stream().flatMap(challenge -> challenge.error().stream()).findFirst();
    }
}
