package signet.accountd.approval;

/**
 * Is told what is asked and answered. Implementations are thread-safe, do not throw, do not block
 * for long, and escape what they print.
 */
public interface ApprovalLog {

    /** A person is asked; the client waits. */
    void asked(Question question);

    /**
     * A person said yes, and the question goes on: more persons are needed, or it does not count.
     *
     * @param answer what follows from it, in one line
     */
    void answered(Question question, Person person, String answer);

    /** A question is over. */
    void over(Question question, Grant grant);

    /** A lease was ended early by a person. */
    void ended(Lease lease, Person person);

    /** Something needs attention: a way to ask does not work. */
    void warning(String line);
}
