package signet.accountd.policy;

import signet.acme.Identifier;
import signet.signer.request.OperationKind;

import java.util.List;

/**
 * What persons are told of a request.
 *
 * @param peer who asks
 * @param via how it came
 * @param ca the name of the CA
 * @param kind what it asks for
 * @param names the names and addresses that it is about, in order; a yes is for these alone
 * @param particulars what else is asked for, or what it is about, as it is signed; a yes is for
 *     exactly this
 */
public record Asked(
        String peer,
        String via,
        String ca,
        OperationKind kind,
        List<String> names,
        List<String> particulars) {

    static Asked of(Question question) {
        return new Asked(
                question.peer(),
                question.via(),
                question.ca().name(),
                question.kind(),
                question.identifiers().stream().map(Identifier::toString).sorted().toList(),
                question.particulars());
    }
}
