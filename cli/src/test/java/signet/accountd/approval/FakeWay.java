package signet.accountd.approval;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Persons that the test lets speak. */
final class FakeWay implements Way {

    final List<Question> asked = new CopyOnWriteArrayList<>();
    private final Set<Person> persons;
    private final boolean presence;

    FakeWay(boolean presence, Person... persons) {
        this.presence = presence;
        this.persons = Set.of(persons);
    }

    @Override
    public String name() {
        return "the test";
    }

    @Override
    public Set<Person> persons() {
        return persons;
    }

    @Override
    public boolean showsPresence() {
        return presence;
    }

    @Override
    public void ask(Question question) {
        asked.add(question);
    }

    @Override
    public void close() {}
}
