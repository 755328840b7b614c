package signet.accountd.approval;

import java.util.Collection;
import java.util.stream.Collectors;

/** Says what an operator can do where not enough persons can be asked. */
final class Mend {

    private Mend() {}

    /**
     * Words it.
     *
     * @param reachable whose yes would count
     * @param excluded who could be asked, but made the request
     */
    static String of(
            ApprovalRequest request, Collection<Person> reachable, Collection<Person> excluded) {
        if (reachable.isEmpty() && excluded.isEmpty()) {
            return "nobody can be asked: run signet-accountd from a terminal, or set"
                    + " \"approval-command\", or \"approval-socket\" and \"approvers\"";
        }
        String who =
                reachable.isEmpty()
                        ? "nobody but " + names(excluded) + ", who made the request, can be asked"
                        : request.persons()
                                + " persons have to agree, and only "
                                + names(reachable)
                                + " can"
                                + (excluded.isEmpty()
                                        ? ""
                                        : " (" + names(excluded) + " made the request)");
        return who + ": set \"approval-socket\", and name more users in \"approvers\"";
    }

    private static String names(Collection<Person> persons) {
        return persons.stream().map(Person::name).sorted().collect(Collectors.joining(", "));
    }
}
