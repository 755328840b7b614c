package signet.master.signer;

import signet.master.process.Child;
import signet.master.process.Privileges;
import signet.master.process.ProcessSpec;
import signet.master.process.SocketPair;
import signet.master.process.Spawner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that speaks the signing protocol on its standard input and output: signet-accountd, or
 * ssh to one on another machine.
 *
 * @param command the program and its arguments
 * @param environment additions to the environment, such as the terminal's type
 * @param patience how long the whole greeting may take
 */
public record CommandSigner(
        Spawner spawner,
        List<String> command,
        Privileges privileges,
        Map<String, String> environment,
        Duration patience)
        implements SignerPlace {

    /** Somebody may have to type a password first. */
    private static final Duration GREETING_PATIENCE = Duration.ofMinutes(2);

    /** Waits for two minutes. */
    public CommandSigner(
            Spawner spawner,
            List<String> command,
            Privileges privileges,
            Map<String, String> environment) {
        this(spawner, command, privileges, environment, GREETING_PATIENCE);
    }

    /** Copies the collections. */
    public CommandSigner {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public SignerLink open() throws IOException {
        SocketPair pair = SocketPair.open();
        boolean started = false;
        try {
            Map<String, String> whole = new HashMap<>(environment);
            whole.putAll(privileges.environment());
            Child child =
                    spawner.start(
                            new ProcessSpec(
                                    privileges.command(command),
                                    whole,
                                    Map.of(0, pair.theirs(), 1, pair.theirs()),
                                    Path.of("/"),
                                    true));
            started = true;
            return new SignerLink(toString(), pair.ours(), Optional.of(child), patience);
        } finally {
            pair.theirs().close();
            if (!started) {
                pair.ours().close();
            }
        }
    }

    @Override
    public boolean mayComeBack() {
        return false;
    }

    @Override
    public String toString() {
        return "\"" + String.join(" ", command) + "\"";
    }
}
