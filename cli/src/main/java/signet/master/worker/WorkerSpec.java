package signet.master.worker;

import signet.master.process.Descriptor;
import signet.master.process.Privileges;
import signet.sandbox.Ruleset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker to start.
 *
 * @param name what it is called in messages: client, webserver
 * @param command the program and its arguments
 * @param privileges whom it runs as
 * @param ruleset what Landlock leaves to it; empty not to restrict it
 * @param descriptors what it gets besides its control stream (1) and its log (2)
 * @param directory its working directory
 */
public record WorkerSpec(
        String name,
        List<String> command,
        Privileges privileges,
        Optional<Ruleset> ruleset,
        Map<Integer, Descriptor> descriptors,
        Path directory) {}
