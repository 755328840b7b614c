package signet.acme.client;

/**
 * What is being done, for messages and for the decision whether to do it again.
 *
 * @param name the RFC's word for it
 * @param repeatable whether doing it twice is as good as once
 */
record Operation(String name, boolean repeatable) {

    /** Twice is as good as once: a lost answer is asked for again. */
    static Operation repeatable(String name) {
        return new Operation(name, true);
    }

    /** Twice is not once: when the answer is lost, only the caller can find out what happened. */
    static Operation once(String name) {
        return new Operation(name, false);
    }
}
