package signet.master.order;

import signet.jose.JsonObject;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a section.
 *
 * @param section the section's name
 * @param state what was done
 * @param notAfter until when its certificate is valid, where it has one that will do
 * @param error what failed
 */
public record Outcome(
        String section, State state, Optional<Instant> notAfter, Optional<String> error) {

    /** What was done. */
    public enum State {
        /** Nothing: the certificate will do. */
        VALID,
        /** A new certificate is in place. */
        INSTALLED,
        /** Something is wrong; the old certificate, if any, is as it was. */
        FAILED,
        /** A new certificate is in place, but the notification command failed. */
        NOTIFICATION_FAILED;

        private String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static Outcome failed(String section, String error) {
        return new Outcome(section, State.FAILED, Optional.empty(), Optional.of(error));
    }

    /** Says whether all is as it should be. */
    public boolean well() {
        return state == State.VALID || state == State.INSTALLED;
    }

    /** Returns the outcome for a program that reads it. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("section", section)
                .put("state", state.word())
                .put("notAfter", notAfter.map(Instant::toString))
                .put("error", error)
                .build();
    }
}
