package signet.accountd.policy;

import signet.signer.request.OperationKind;

import java.util.List;

/**
 * What persons are told of a request.
 *
 * @param peer who asks
 * @param via how it came
 * @param ca the name of the CA
 * @param kind what it asks for
 * @param particulars names and addresses, or whatever else it is about; a yes is for these alone
 */
public record Asked(
        String peer, String via, String ca, OperationKind kind, List<String> particulars) {

    static Asked of(Question question) {
        return new Asked(
                question.peer(),
                question.via(),
                question.ca().name(),
                question.kind(),
                question.particulars());
    }
}
