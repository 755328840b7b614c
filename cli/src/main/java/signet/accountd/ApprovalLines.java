package signet.accountd;

import signet.accountd.approval.ApprovalLog;
import signet.accountd.approval.ApprovalRequest;
import signet.accountd.approval.Grant;
import signet.accountd.approval.Lease;
import signet.accountd.approval.Person;
import signet.accountd.approval.Question;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Words what is asked and answered. All of it is shown also where all else is quiet: a client waits
 * and persons decide.
 *
 * @param log where it goes
 */
record ApprovalLines(AccountdLog log) implements ApprovalLog {

    @Override
    public void asked(Question question) {
        log.attention(
                prefix(question.id())
                        + "waits for "
                        + (question.request().persons() == 1
                                ? "a person"
                                : question.request().persons() + " persons")
                        + ": "
                        + question.text()
                        + " (rule "
                        + question.rule()
                        + ", "
                        + question.limit().toSeconds()
                        + " s)");
    }

    @Override
    public void answered(Question question, Person person, String answer) {
        log.attention(prefix(question.id()) + "yes from " + person.name() + ": " + answer);
    }

    @Override
    public void over(Question question, Grant grant) {
        log.attention(
                prefix(question.id())
                        + switch (grant) {
                            case Grant.Granted(Lease lease, List<Person> by) -> granted(lease, by);
                            case Grant.NobodyToAsk(String mend) -> "refused: " + mend;
                            case Grant.Refused refused -> "refused: " + refused.reason();
                        });
    }

    private static String granted(Lease lease, List<Person> by) {
        ApprovalRequest request = lease.request();
        return "approved by "
                + by.stream().map(Person::name).collect(Collectors.joining(", "))
                + ", for at most "
                + request.signatures()
                + " signature(s) within "
                + request.lease().toSeconds()
                + " s";
    }

    @Override
    public void ended(Lease lease, Person person) {
        log.attention(prefix(lease.id()) + "its lease was revoked by " + person.name());
    }

    @Override
    public void warning(String line) {
        log.warning(line);
    }

    private static String prefix(String id) {
        return "Approval " + id + ": ";
    }
}
