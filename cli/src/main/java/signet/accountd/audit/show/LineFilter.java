package signet.accountd.audit.show;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineType;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which lines to show.
 *
 * @param peer a part of the peer
 * @param name one of the names; with a dot before it, all names that end so
 * @param operation the operation
 * @param outcome the word of the outcome
 * @param since not before this moment
 * @param until before this moment
 * @param all whether lines about the log itself are shown too
 */
public record LineFilter(
        Optional<String> peer,
        Optional<String> name,
        Optional<String> operation,
        Optional<String> outcome,
        Optional<Instant> since,
        Optional<Instant> until,
        boolean all) {

    /**
     * Says whether to show a line. Repairs, and where a log begins, are shown unless there is a
     * condition that only a decision can meet.
     *
     * @throws JsonException where the line has not what such a line has
     */
    public boolean accepts(ChainLine line) throws JsonException {
        boolean early = since.isPresent() && line.time().isBefore(since.get());
        boolean late = until.isPresent() && !line.time().isBefore(until.get());
        if (early || late) {
            return false;
        }
        return line.type() == LineType.DECISION ? acceptsDecision(line.json()) : acceptsOther(line);
    }

    private boolean acceptsOther(ChainLine line) {
        boolean anything =
                peer.isEmpty() && name.isEmpty() && operation.isEmpty() && outcome.isEmpty();
        return anything
                && (all || line.type() == LineType.GENESIS || line.type() == LineType.REPAIRED);
    }

    private boolean acceptsDecision(JsonObject json) throws JsonException {
        if (peer.isPresent() && !json.requiredString("peer").contains(peer.get())) {
            return false;
        }
        return equal(operation, json.requiredString("operation"))
                && equal(outcome, json.requiredString("outcome"))
                && acceptsNames(json.strings("names"));
    }

    private boolean acceptsNames(List<String> names) {
        if (name.isEmpty()) {
            return true;
        }
        String wanted = name.get().toLowerCase(Locale.ROOT);
        return names.stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .anyMatch(
                        each ->
                                wanted.startsWith(".")
                                        ? each.endsWith(wanted)
                                        : each.equals(wanted));
    }

    private static boolean equal(Optional<String> wanted, String value) {
        return wanted.isEmpty() || wanted.get().equalsIgnoreCase(value);
    }
}
