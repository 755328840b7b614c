package signet.acme.issuance;

import signet.acme.Authorization;
import signet.acme.Challenge;
import signet.acme.ChallengeStatus;
import signet.acme.client.AcmeClient;
import signet.acme.client.AcmeException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The http-01 challenges (RFC 8555 section 8.3) of one order; closing takes all answers down. */
final class Http01 implements AutoCloseable {

    private record Prepared(Authorization authorization, Challenge challenge) {}

    private final AcmeClient client;
    private final SharedTokens tokens;
    private final List<String> acquired = new ArrayList<>();
    private final List<Prepared> prepared = new ArrayList<>();

    Http01(AcmeClient client, SharedTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /** Puts the answer for one authorization in place. */
    void prepare(Authorization authorization) throws AcmeException {
        Challenge challenge =
                authorization
                        .challenge(Challenge.HTTP_01)
                        .orElseThrow(() -> notOffered(authorization));
        String token = challenge.token().orElseThrow();
        acquired.add(token);
        try {
            tokens.acquire(token, token + "." + client.thumbprint());
        } catch (IOException e) {
            throw new AcmeException.NotAnnounced(
                    "the challenge for "
                            + authorization.identifier()
                            + " can't be answered: "
                            + e.getMessage(),
                    e);
        }
        prepared.add(new Prepared(authorization, challenge));
    }

    /** Tells the CA to validate all that was prepared. */
    void answer(SeveralAtOnce requests, ProgressListener progress)
            throws AcmeException, InterruptedException {
        // One may be under way already, for another order with the same authorization.
        List<Challenge> pending =
                prepared.stream()
                        .map(Prepared::challenge)
                        .filter(challenge -> challenge.status() == ChallengeStatus.PENDING)
                        .toList();
        requests.map(
                pending,
                challenge -> {
                    client.orders().answer(challenge);
                    return challenge;
                });
        for (Prepared one : prepared) {
            progress.onProgress(new Progress.Answered(one.authorization().identifier()));
        }
    }

    private static AcmeException notOffered(Authorization authorization) {
        String offered =
                authorization.challenges().stream()
                        .map(Challenge::type)
                        .collect(Collectors.joining(", "));
        return new AcmeException.NotPossible(
                authorization.identifier()
                        + ": the CA does not offer http-01, only: "
                        + (offered.isEmpty() ? "nothing" : offered));
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (String token : acquired) {
            try {
                tokens.release(token);
            } catch (RuntimeException e) {
                // The other tokens must go all the same.
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
