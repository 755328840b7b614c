package signet.master.firewall;

/**
 * What one rule does to certain packets.
 *
 * @param applies whether they match
 * @param target the chain of a jump or goto, else empty
 */
record Step(Truth applies, Verdict verdict, String target) {

    /** What may become of a packet that matches. */
    enum Verdict {
        ACCEPT,
        /** Also a reject. */
        DROP,
        RETURN,
        JUMP,
        GOTO
    }

    Step(Truth applies, Verdict verdict) {
        this(applies, verdict, "");
    }
}
