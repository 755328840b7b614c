package signet.accountd.approval;

import java.time.Duration;
import java.util.List;

/** What became of an {@link ApprovalRequest}. */
public sealed interface Grant {

    /**
     * Persons said yes. The request itself may be signed, and is counted already.
     *
     * @param lease what else is covered
     * @param by who said yes, in order
     */
    record Granted(Lease lease, List<Person> by) implements Grant {}

    /** The request must not be signed. */
    sealed interface Refused extends Grant {
        /** Returns why, in one line for its sender, who may be an attacker. */
        String reason();
    }

    /**
     * A person said no.
     *
     * @param by who
     */
    record Denied(Person by) implements Refused {
        @Override
        public String reason() {
            return "denied by " + by.name();
        }
    }

    /**
     * Not enough persons answered in time.
     *
     * @param limit how long they had
     */
    record TimedOut(Duration limit) implements Refused {
        @Override
        public String reason() {
            return "nobody approved it within " + limit.toSeconds() + " s";
        }
    }

    /**
     * Nobody can be asked, or not enough persons.
     *
     * @param mend what the operator has to do; not for the sender
     */
    record NobodyToAsk(String mend) implements Refused {
        @Override
        public String reason() {
            return "it needs the approval of a person, and nobody can be asked; see the signer's"
                    + " log";
        }
    }

    /**
     * It was not asked at all.
     *
     * @param reason why not
     */
    record NotAsked(String reason) implements Refused {}

    /** The request was cancelled, or the signer is shutting down. */
    record Cancelled() implements Refused {
        @Override
        public String reason() {
            return "it was cancelled before it was approved";
        }
    }
}
