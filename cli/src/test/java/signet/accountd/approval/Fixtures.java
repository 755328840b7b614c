package signet.accountd.approval;

import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Persons and requests that tests have in common. */
final class Fixtures {

    static final String CA = "Let's Encrypt";
    static final Person ALICE = new Person(new User("alice"));
    static final Person BOB = new Person(new User("bob"));

    /** How long persons have for an answer. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private Fixtures() {}

    private record User(String name) implements UserPrincipal {
        @Override
        public String getName() {
            return name;
        }
    }

    static Restraint restraint(TimeSource time) {
        return restraint(time, 1000);
    }

    static Restraint restraint(TimeSource time, int questionsPerHour) {
        return new Restraint(
                new AskingLimits(LIMIT, Duration.ofMinutes(1), questionsPerHour), time);
    }

    static ApprovalRequest order(String peer, String... names) {
        return request(peer, Optional.empty(), ApprovalRequest.NEW_ORDER, 1, names);
    }

    static ApprovalRequest request(
            String peer, Optional<Person> user, String operation, int persons, String... names) {
        return about(peer, user, operation, persons, List.of(names), List.of());
    }

    static ApprovalRequest order(List<String> names, List<String> particulars) {
        return about("web1", Optional.empty(), ApprovalRequest.NEW_ORDER, 1, names, particulars);
    }

    static ApprovalRequest about(String operation, String... particulars) {
        return about("web1", Optional.empty(), operation, 1, List.of(), List.of(particulars));
    }

    private static ApprovalRequest about(
            String peer,
            Optional<Person> user,
            String operation,
            int persons,
            List<String> names,
            List<String> particulars) {
        return new ApprovalRequest(
                peer,
                user,
                "socket",
                CA,
                operation,
                names,
                particulars,
                "ask",
                persons,
                7,
                Duration.ofMinutes(10));
    }

    /** Keeps no log. */
    static final class Silent implements ApprovalLog {
        @Override
        public void asked(Question question) {}

        @Override
        public void answered(Question question, Person person, String answer) {}

        @Override
        public void over(Question question, Grant grant) {}

        @Override
        public void ended(Lease lease, Person person) {}

        @Override
        public void warning(String line) {}
    }
}
