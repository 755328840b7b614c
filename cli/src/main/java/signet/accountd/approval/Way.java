package signet.accountd.approval;

import java.io.IOException;
import java.util.Set;

/** A way to ask persons. Thread-safe. */
public interface Way extends AutoCloseable {

    /** Returns what it is called in messages. */
    String name();

    /**
     * Returns whose answers can come by this way, now. Empty where it leads to nobody.
     *
     * @throws IOException where that can't be found out; the message says what to do
     */
    Set<Person> persons() throws IOException;

    /**
     * Says whether an answer by this way shows that a person is there, at a keyboard or a screen.
     * Elsewhere an answer may as well come from a program that the user runs.
     */
    boolean showsPresence();

    /**
     * Begins to ask, and returns at once. The way tells the question what comes of it, on threads
     * of its own, and leaves the person alone when the question is over.
     */
    void ask(Question question);

    /** Stops to ask. */
    @Override
    void close();
}
