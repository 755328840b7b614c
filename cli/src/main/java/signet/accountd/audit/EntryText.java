package signet.accountd.audit;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.LineType;
import signet.jose.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes an entry as the members of a line. What is too long is cut, and told in the member {@code
 * cut} with its length, so that no text can pretend to be whole, or to be cut.
 */
final class EntryText {

    private static final int SHORT = 256;
    private static final int MIDDLE = 512;
    private static final int LONG = 1024;
    private static final int NAMES = 4096;

    /** What a name takes besides its characters: two quotes and a comma. */
    private static final int NAME_FRAME = 3;

    /** What {@code "jws"} takes besides the two parts, with their place in {@code "cut"}. */
    private static final int JWS_FRAME = 192;

    private final JsonObject.Builder line;
    private final JsonObject.Builder cuts = JsonObject.builder();
    private boolean anyCut;

    private EntryText(AuditEntry entry) {
        line = ChainLine.body(LineType.DECISION, entry.time());
    }

    /** Returns the members, without those that tie a line to the chain. */
    static String of(AuditEntry entry) {
        EntryText text = new EntryText(entry);
        text.addAll(entry);
        return text.finish(entry.jws());
    }

    private void addAll(AuditEntry entry) {
        line.put("outcome", entry.outcome().word());
        add("operation", entry.operation(), SHORT);
        add("peer", entry.peer(), MIDDLE);
        add("via", entry.via(), SHORT);
        add("ca", entry.ca(), MIDDLE);
        addNames(entry.names());
        add("profile", entry.terms().profile(), SHORT);
        add("notBefore", entry.terms().notBefore(), SHORT);
        add("notAfter", entry.terms().notAfter(), SHORT);
        add("replaces", entry.terms().replaces(), SHORT);
        add("rule", entry.rule(), MIDDLE);
        add("reason", entry.reason(), LONG);
        add("csr-key", entry.csrKey(), SHORT);
        add("token", entry.token(), SHORT);
        add("account", entry.account(), LONG);
        add("url", entry.url(), LONG);
        add("request", entry.request(), SHORT);
    }

    private void add(String name, Optional<String> value, int maxBytes) {
        value.ifPresent(text -> add(name, text, maxBytes));
    }

    private void add(String name, String value, int maxBytes) {
        line.put(name, cut(name, value, maxBytes));
    }

    private String cut(String name, String value, int maxBytes) {
        String beginning = BoundedText.cut(value, maxBytes);
        if (beginning.length() < value.length()) {
            markCut(name, value.length());
        }
        return beginning;
    }

    private void markCut(String name, long length) {
        cuts.put(name, length);
        anyCut = true;
    }

    private void addNames(List<String> names) {
        List<String> kept = new ArrayList<>();
        int left = NAMES;
        for (String name : names) {
            String beginning = BoundedText.cut(name, left - NAME_FRAME);
            left -= BoundedText.length(beginning) + NAME_FRAME;
            if (beginning.length() < name.length() || left < NAME_FRAME) {
                markCut("names", names.size());
                break;
            }
            kept.add(beginning);
        }
        line.putStrings("names", kept);
    }

    /** The request gets what the other members leave of a line. */
    private String finish(Optional<AuditEntry.Jws> jws) {
        if (jws.isPresent()) {
            int used =
                    ChainLine.text(line.build()).length() + ChainLine.text(cuts.build()).length();
            int left = ChainLine.MAX_BYTES - ChainLine.LINK_BYTES - used - JWS_FRAME;
            String header = cut("protected", jws.get().protectedHeader(), left);
            String payload = cut("payload", jws.get().payload(), left - BoundedText.length(header));
            line.put(
                    "jws",
                    JsonObject.builder().put("protected", header).put("payload", payload).build());
        }
        if (anyCut) {
            line.put("cut", cuts.build());
        }
        return ChainLine.text(line.build());
    }
}
