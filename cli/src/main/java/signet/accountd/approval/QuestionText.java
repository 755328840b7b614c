package signet.accountd.approval;

import signet.text.Printable;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says in plain words what is asked. All that came from a peer is printable ASCII here: a name with
 * letters that look like others must not pass for one it is not.
 */
final class QuestionText {

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");

    /** A blank or comma in a text would make two of it, and a bracket would end the list. */
    private static final Pattern NOT_OF_A_NAME =
            Pattern.compile("[^\\x21-\\x27\\x2a\\x2b\\x2d-\\x7e]");

    private QuestionText() {}

    /** Returns one sentence without a full stop, that does not begin with a hyphen. */
    static String of(ApprovalRequest request) {
        StringBuilder text = new StringBuilder(operation(request.operation()));
        if (!request.names().isEmpty()) {
            text.append(" for ").append(list(request.names()));
        }
        if (!request.particulars().isEmpty()) {
            text.append(" (").append(list(request.particulars())).append(")");
        }
        text.append(", from ").append(safe(request.peer()));
        if (!request.via().isEmpty()) {
            text.append(" (").append(safe(request.via())).append(")");
        }
        text.append(", at ").append(safe(request.ca()));
        text.append(": ").append(count(request.signatures()));
        text.append(" within ").append(time(request.lease()));
        if (request.persons() > 1) {
            text.append("; ").append(request.persons()).append(" persons have to agree");
        }
        return text.toString();
    }

    private static String operation(String operation) {
        return switch (operation) {
            case ApprovalRequest.NEW_ORDER -> "new certificate";
            case "newAuthz" -> "authorization in advance";
            case "newAccount" -> "new account";
            case "account-lookup" -> "look-up of the account";
            case "account-update" -> "change of the account's data";
            case "externalAccountBinding" -> "binding to another account";
            case "deactivation" -> "DEACTIVATION of the account or of an authorization";
            case "keyChange" -> "REPLACEMENT OF THE ACCOUNT KEY";
            case "revokeCert" -> "REVOCATION of a certificate";
            case LeaseUse.CHALLENGE -> "validation of a name";
            case LeaseUse.FINALIZE -> "issuance of an ordered certificate";
            case LeaseUse.POST_AS_GET -> "reading of a resource";
            default -> "operation \"" + safe(operation) + "\"";
        };
    }

    private static String list(List<String> texts) {
        return texts.stream()
                .map(text -> escape(Printable.of(text), NOT_OF_A_NAME))
                .collect(Collectors.joining(", "));
    }

    /** Returns a text of which no character can be taken for another one. */
    static String safe(String text) {
        return escape(Printable.of(text), NOT_ASCII);
    }

    private static String escape(String text, Pattern what) {
        return what.matcher(text)
                .replaceAll(
                        match ->
                                "\\\\u"
                                        + HexFormat.of()
                                                .toHexDigits(match.group().codePointAt(0), 4));
    }

    private static String count(int signatures) {
        return signatures == 1 ? "1 signature" : "at most " + signatures + " signatures";
    }

    private static String time(Duration lease) {
        long seconds = lease.toSeconds();
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
