package signet.accountd.approval;

/**
 * What follows from a person's yes or no.
 *
 * @param kind whether it had an effect
 * @param text what to tell the person, in one sentence
 */
public record Answer(Kind kind, String text) {

    /** The effect. */
    public enum Kind {
        /** The request is approved. */
        APPROVED,
        /** The yes counts, and another person's is needed. */
        COUNTED,
        /** The request is denied. */
        DENIED,
        /** The answer does not count; others still can be given. */
        NOT_COUNTED,
        /** The question was over before. */
        OVER
    }

    static Answer over() {
        return new Answer(Kind.OVER, "the request does not wait any more");
    }

    static Answer approved() {
        return new Answer(Kind.APPROVED, "approved");
    }

    static Answer denied() {
        return new Answer(Kind.DENIED, "denied");
    }

    static Answer counted(int missing) {
        return new Answer(Kind.COUNTED, "your yes counts; " + more(missing));
    }

    static Answer again(Person person, int missing) {
        return new Answer(
                Kind.NOT_COUNTED, person.name() + " has said yes already; " + more(missing));
    }

    static Answer own(Person person) {
        return new Answer(
                Kind.NOT_COUNTED,
                "the request was made by user "
                        + person.name()
                        + ", who can't approve it; another person has to");
    }

    private static String more(int missing) {
        return missing == 1 ? "one more person has to" : missing + " more persons have to";
    }
}
