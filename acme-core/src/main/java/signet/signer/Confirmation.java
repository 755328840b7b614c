package signet.signer;

/** Asks a person whether something risky may be done. */
@FunctionalInterface
public interface Confirmation {

    /** For places without a person: nothing is confirmed. */
    Confirmation NEVER = _ -> false;

    /**
     * Says whether a person said yes, explicitly and just now; false where nobody can be asked.
     *
     * @param question what is about to happen and what may come of it, one line
     */
    boolean confirm(String question);
}
