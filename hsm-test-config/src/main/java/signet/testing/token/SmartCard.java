package signet.testing.token;

/** What a reader has in its slot. Called by one thread at a time. */
interface SmartCard {

    /** Returns the answer to reset. */
    byte[] answerToReset();

    /**
     * The power was switched on or off, or the card was reset: all state of the session is gone.
     */
    void reset();

    /**
     * Answers a command.
     *
     * @return the data and the status word
     * @throws InterruptedException when the card is pulled meanwhile
     */
    byte[] transmit(byte[] apdu) throws InterruptedException;
}
