package signet.master.signer;

import signet.master.process.Child;
import signet.master.process.Descriptor;
import signet.master.process.Privileges;
import signet.master.process.ProcessSpec;
import signet.master.process.SocketPair;
import signet.master.process.Spawner;
import signet.master.worker.ChildLog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A command that speaks the signing protocol on its standard input and output: signet-accountd, or
 * ssh to one on another machine.
 *
 * @param command the program and its arguments
 * @param environment additions to the environment, such as the terminal's type
 * @param log takes what it writes to standard error; empty where that is for the person at our
 *     terminal, whom it may ask for a password
 * @param patience how long the whole greeting may take
 */
public record CommandSigner(
        Spawner spawner,
        List<String> command,
        Privileges privileges,
        Map<String, String> environment,
        Optional<Consumer<String>> log,
        Duration patience)
        implements SignerPlace {

    /** Somebody may have to type a password first. */
    private static final Duration GREETING_PATIENCE = Duration.ofMinutes(2);

    /** Waits for two minutes. */
    public CommandSigner(
            Spawner spawner,
            List<String> command,
            Privileges privileges,
            Map<String, String> environment,
            Optional<Consumer<String>> log) {
        this(spawner, command, privileges, environment, log, GREETING_PATIENCE);
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
        Optional<ChildLog> childLog = openLog();
        try {
            Map<Integer, Descriptor> descriptors = new HashMap<>();
            descriptors.put(0, pair.theirs());
            descriptors.put(1, pair.theirs());
            childLog.ifPresent(opened -> descriptors.put(2, opened.theirs()));
            Map<String, String> whole = new HashMap<>(environment);
            whole.putAll(privileges.environment());
            Child child =
                    spawner.start(
                            new ProcessSpec(
                                    privileges.command(command),
                                    whole,
                                    descriptors,
                                    Path.of("/"),
                                    true));
            started = true;
            return new SignerLink(toString(), pair.ours(), Optional.of(child), childLog, patience);
        } finally {
            pair.theirs().close();
            childLog.ifPresent(opened -> opened.theirs().close());
            if (!started) {
                pair.ours().close();
                childLog.ifPresent(ChildLog::close);
            }
        }
    }

    private Optional<ChildLog> openLog() throws IOException {
        return log.isEmpty() ? Optional.empty() : Optional.of(ChildLog.open("signer", log.get()));
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
