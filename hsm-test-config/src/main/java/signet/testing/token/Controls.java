package signet.testing.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a module behind a {@link FaultShim} behaves.
 *
 * @param faults what happens at calls, at most 16
 * @param flags flags that the token has besides its own
 * @param pinpad the pinpad of the token
 * @param maxSessions how many sessions the token says it has, and how many a process can have open;
 *     0: as the module says
 */
public record Controls(
        List<Fault> faults, Set<TokenFlag> flags, Optional<Pinpad> pinpad, long maxSessions) {

    private static final int MAX_FAULTS = 16;

    /**
     * A pinpad.
     *
     * @param pinFile the PIN that is keyed in, without a newline; when it's missing, somebody
     *     presses "cancel" (CKR_FUNCTION_CANCELED)
     * @param delay how long it takes, in milliseconds
     */
    public record Pinpad(Path pinFile, Duration delay) {}

    /** Keeps copies. */
    public Controls {
        faults = List.copyOf(faults);
        flags = Set.copyOf(flags);
        if (faults.size() > MAX_FAULTS) {
            throw new IllegalArgumentException("more than " + MAX_FAULTS + " faults");
        }
    }

    /** Returns those of a module that works. */
    public static Controls none() {
        return new Controls(List.of(), Set.of(), Optional.empty(), 0);
    }

    /** Returns this with one more fault. */
    public Controls with(Fault fault) {
        var more = new ArrayList<>(faults);
        more.add(fault);
        return new Controls(more, flags, pinpad, maxSessions);
    }

    /** Returns this with other flags. */
    public Controls withFlags(TokenFlag... newFlags) {
        return new Controls(faults, Set.of(newFlags), pinpad, maxSessions);
    }

    /** Returns this with a pinpad. */
    public Controls withPinpad(Path pinFile, Duration delay) {
        return new Controls(faults, flags, Optional.of(new Pinpad(pinFile, delay)), maxSessions);
    }

    /** Returns this with another number of sessions. */
    public Controls withMaxSessions(long sessions) {
        return new Controls(faults, flags, pinpad, sessions);
    }

    /** The lines of the control file. */
    String text(Path counters) {
        var lines = new ArrayList<>(List.of("counters " + counters));
        faults.forEach(fault -> lines.add(fault.line()));
        long bits = flags.stream().mapToLong(TokenFlag::bit).sum();
        if (pinpad.isPresent()) {
            bits |= TokenFlag.PROTECTED_AUTHENTICATION_PATH.bit();
            lines.add("pinpad " + pinpad.get().pinFile());
            lines.add("pinpad-delay " + pinpad.get().delay().toMillis());
        }
        lines.add("token-flags " + bits);
        lines.add("max-sessions " + maxSessions);
        return String.join("\n", lines) + "\n";
    }
}
