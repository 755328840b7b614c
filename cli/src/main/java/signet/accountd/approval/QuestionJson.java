package signet.accountd.approval;

import signet.jose.JsonObject;

/** Tells questions to programs. Here nothing is escaped but what JSON escapes. */
public final class QuestionJson {

    private QuestionJson() {}

    /** Returns a question with all that is known of it. */
    public static JsonObject of(Question question) {
        ApprovalRequest request = question.request();
        return JsonObject.builder()
                .put("id", question.id())
                .put("question", question.text())
                .put("peer", request.peer())
                .put("user", request.user().map(Person::name))
                .put("via", request.via())
                .put("ca", request.ca())
                .put("operation", request.operation())
                .putStrings("names", request.names())
                .putStrings("particulars", request.particulars())
                .put("rule", request.rule())
                .put("persons", request.persons())
                .putStrings("approvedBy", question.agreed().stream().map(Person::name).toList())
                .put("signatures", request.signatures())
                .put("leaseSeconds", request.lease().toSeconds())
                .put("ageSeconds", question.age().toSeconds())
                .put("secondsLeft", question.left().toSeconds())
                .build();
    }

    /** Returns what is left of a lease. */
    public static JsonObject of(Leases.Rest rest) {
        ApprovalRequest request = rest.lease().request();
        return JsonObject.builder()
                .put("id", rest.lease().id())
                .put("lease", QuestionText.of(request))
                .put("peer", request.peer())
                .put("via", request.via())
                .put("ca", request.ca())
                .put("operation", request.operation())
                .putStrings("names", request.names())
                .putStrings("particulars", request.particulars())
                .put("signaturesLeft", rest.signatures())
                .put("secondsLeft", rest.left().toSeconds())
                .build();
    }
}
