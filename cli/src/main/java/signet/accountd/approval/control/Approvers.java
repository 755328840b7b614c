package signet.accountd.approval.control;

import signet.accountd.approval.Person;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may approve over the socket: those that are named, and root, who could become any of them.
 *
 * @param persons all of them
 */
public record Approvers(Set<Person> persons) {

    /** Copies the set. */
    public Approvers {
        persons = Set.copyOf(persons);
    }

    /**
     * Looks users up.
     *
     * @throws IOException where there is none of a name; the message says what to do
     */
    public static Approvers named(List<String> names) throws IOException {
        Set<Person> persons = new LinkedHashSet<>(Set.of(Person.root()));
        for (String name : names) {
            boolean _ =
                    persons.add(
                            Person.named(name)
                                    .orElseThrow(
                                            () ->
                                                    new IOException(
                                                            "\"approvers\" names user \""
                                                                    + name
                                                                    + "\", who does not exist;"
                                                                    + " correct the name, or"
                                                                    + " create the user")));
        }
        return new Approvers(persons);
    }

    boolean include(Person person) {
        return persons.contains(person);
    }
}
