package signet.accountd;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.text.Printable;

import java.util.ArrayList;
import java.util.List;

/** Tells a person what waits, and what is approved. */
final class ApprovalsText {

    private ApprovalsText() {}

    static List<String> lines(JsonObject reply) throws JsonException {
        List<String> lines = new ArrayList<>();
        for (JsonObject request : reply.objects("requests")) {
            lines.add(
                    request.requiredString("id")
                            + "  "
                            + request.requiredString("question")
                            + " (rule "
                            + request.requiredString("rule")
                            + ")");
            lines.add("          " + state(request));
        }
        for (JsonObject lease : reply.objects("leases")) {
            lines.add(lease.requiredString("id") + "  approved: " + lease.requiredString("lease"));
            lines.add(
                    "          "
                            + number(lease, "signaturesLeft")
                            + " signature(s) and "
                            + number(lease, "secondsLeft")
                            + " s left");
        }
        if (lines.isEmpty()) {
            lines.add("Nothing waits, and there is no lease.");
        }
        return lines.stream().map(Printable::of).toList();
    }

    private static String state(JsonObject request) throws JsonException {
        List<String> agreed = request.strings("approvedBy");
        long persons = number(request, "persons");
        return "waits for "
                + number(request, "ageSeconds")
                + " s, "
                + number(request, "secondsLeft")
                + " s left"
                + (persons == 1 ? "" : "; yes from " + agreed.size() + " of " + persons)
                + (agreed.isEmpty() ? "" : ": " + String.join(", ", agreed));
    }

    private static long number(JsonObject object, String name) throws JsonException {
        return object.number(name).orElseThrow(() -> new JsonException("no \"" + name + "\""));
    }
}
