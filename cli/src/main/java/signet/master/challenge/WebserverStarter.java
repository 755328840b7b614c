package signet.master.challenge;

import signet.config.ListenAddress;
import signet.master.process.Descriptor;
import signet.master.process.Privileges;
import signet.master.process.Spawner;
import signet.master.signer.RunSigner;
import signet.master.worker.Worker;
import signet.master.worker.WorkerSpec;
import signet.sandbox.Ruleset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts the webservers of a run.
 *
 * @param command the program
 * @param ruleset what Landlock leaves to it; empty not to restrict it
 * @param log takes what they log
 */
public record WebserverStarter(
        Spawner spawner,
        List<String> command,
        Privileges privileges,
        Optional<Ruleset> ruleset,
        Consumer<String> log) {

    private static final int LISTENER = 0;
    private static final int SIGNER = 3;

    /**
     * Starts one for each address.
     *
     * @param signer whose greeting tells them the thumbprint
     * @throws IOException where an address can't be listened on, or the signer can't be reached;
     *     none is left running then
     */
    public ChallengeServing start(List<ListenAddress> addresses, RunSigner signer)
            throws IOException {
        List<Webserver> started = new ArrayList<>();
        boolean complete = false;
        try (Listeners listeners = Listeners.open(addresses)) {
            for (Descriptor socket : listeners.sockets()) {
                started.add(new Webserver(start(socket, signer)));
            }
            complete = true;
            return new WebserverGroup(started, listeners.names());
        } finally {
            if (!complete) {
                started.forEach(Webserver::close);
            }
        }
    }

    private Worker start(Descriptor socket, RunSigner signer) throws IOException {
        try (Descriptor greeting = signer.greetingOnly()) {
            return Worker.start(
                    spawner,
                    new WorkerSpec(
                            "webserver",
                            command,
                            privileges,
                            ruleset,
                            Map.of(LISTENER, socket, SIGNER, greeting),
                            Path.of("/")),
                    log);
        }
    }
}
