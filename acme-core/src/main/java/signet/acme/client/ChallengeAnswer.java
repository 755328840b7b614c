package signet.acme.client;

import signet.acme.Challenge;
import signet.acme.ChallengeStatus;

/**
 * Tells the CA to validate. Where it is in doubt whether the CA has heard, the challenge is looked
 * at: it may be under way already, also because another order shares the authorization.
 */
final class ChallengeAnswer {

    private static final int MAX_TRIES = 3;
    private static final Operation OPERATION = Operation.once("challenge");

    private final Session session;
    private final Challenge challenge;
    private final Deadline deadline;

    ChallengeAnswer(Session session, Challenge challenge) {
        this.session = session;
        this.challenge = challenge;
        this.deadline = session.deadline();
    }

    void send() throws AcmeException, InterruptedException {
        for (int i = 1; true; i++) {
            try {
                session.post(OPERATION, challenge.url(), "{}", deadline);
                return;
            } catch (AcmeException.ConnectionFailed e) {
                if (settled(e.perhapsReceived(), e)) {
                    return;
                }
                giveUpAfter(i, e);
            } catch (AcmeException.ServerProblem e) {
                if (settled(e.retryAt().isEmpty(), e)) {
                    return;
                }
                giveUpAfter(e.httpStatus() >= 500 ? i : MAX_TRIES, e);
            }
        }
    }

    private static void giveUpAfter(int tries, AcmeException failure) throws AcmeException {
        if (tries >= MAX_TRIES) {
            throw failure;
        }
    }

    /** Says whether the challenge has moved on, so that the failure does not matter. */
    private boolean settled(boolean worthLooking, AcmeException failure)
            throws AcmeException, InterruptedException {
        if (!worthLooking) {
            throw failure;
        }
        try {
            HttpReply reply = session.postAsGet(OPERATION.name(), challenge.url(), deadline);
            Challenge now = Replies.resource(OPERATION.name(), reply, Challenge::fromJson);
            return now.status() != ChallengeStatus.PENDING;
        } catch (AcmeException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }
}
