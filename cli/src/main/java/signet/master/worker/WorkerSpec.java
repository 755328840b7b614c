package signet.master.worker;

import signet.master.process.Descriptor;
import signet.master.process.Privileges;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A worker to start.
 *
 * @param name what it is called in messages: client, webserver
 * @param command the program and its arguments
 * @param privileges whom it runs as
 * @param descriptors what it gets besides its control stream (1) and its log (2)
 * @param directory its working directory
 */
public record WorkerSpec(
        String name,
        List<String> command,
        Privileges privileges,
        Map<Integer, Descriptor> descriptors,
        Path directory) {}
