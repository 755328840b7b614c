package signet.accountd.approval.control;

import signet.accountd.approval.Answer;
import signet.accountd.approval.ApprovalLog;
import signet.accountd.approval.Lease;
import signet.accountd.approval.Leases;
import signet.accountd.approval.Person;
import signet.accountd.approval.Question;
import signet.accountd.approval.QuestionJson;
import signet.accountd.approval.Way;
import signet.jose.JsonObject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The questions and leases that persons see and answer over the socket. Thread-safe. */
final class OpenQuestions {

    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Leases leases;
    private final ApprovalLog log;

    OpenQuestions(Leases leases, ApprovalLog log) {
        this.leases = leases;
        this.log = log;
    }

    void add(Question question) {
        synchronized (this) {
            questions.put(question.id(), question);
        }
        question.whenOver(() -> remove(question));
    }

    private synchronized void remove(Question question) {
        questions.remove(question.id());
    }

    private synchronized List<Question> all() {
        return List.copyOf(questions.values());
    }

    private synchronized Optional<Question> find(String id) {
        return Optional.ofNullable(questions.get(id));
    }

    /** Answers a request of a person who may make it. */
    JsonObject answer(ControlRequest request, Person person, Way way) {
        return switch (request) {
            case ControlRequest.Show _ ->
                    JsonObject.builder()
                            .putObjects("requests", all().stream().map(QuestionJson::of).toList())
                            .putObjects(
                                    "leases", leases.all().stream().map(QuestionJson::of).toList())
                            .build();
            case ControlRequest.Approve(String id) ->
                    find(id).map(question -> reply(question, question.yes(person, way)))
                            .orElseGet(() -> unknown(id));
            case ControlRequest.Deny(String id) ->
                    find(id).map(question -> reply(question, question.no(person)))
                            .or(() -> leases.end(id, person).map(lease -> ended(lease, person)))
                            .orElseGet(() -> unknown(id));
        };
    }

    private JsonObject ended(Lease lease, Person person) {
        log.ended(lease, person);
        return JsonObject.builder()
                .put("id", lease.id())
                .put("result", "lease-ended")
                .put("message", "it was approved before; the rest of its lease is revoked")
                .build();
    }

    private static JsonObject reply(Question question, Answer answer) {
        String result =
                switch (answer.kind()) {
                    case APPROVED -> "approved";
                    case COUNTED -> "counted";
                    case DENIED -> "denied";
                    case NOT_COUNTED -> "not-counted";
                    case OVER -> "over";
                };
        return JsonObject.builder()
                .put("id", question.id())
                .put("question", question.text())
                .put("result", result)
                .put("message", answer.text())
                .build();
    }

    private static JsonObject unknown(String id) {
        return JsonObject.builder()
                .put("id", id)
                .put("result", "unknown")
                .put("message", "no request of this ID waits; it may be answered or over")
                .build();
    }
}
