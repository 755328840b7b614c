package signet.master.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start: what it runs and all that it gets.
 *
 * @param command the program's absolute path and its arguments
 * @param environment the whole environment; nothing of ours is added
 * @param descriptors what it gets at which number; 0 and 1 must be there, and every other
 *     descriptor of ours is closed in it
 * @param directory the working directory
 * @param terminal whether it stays in our session, where it can ask the person at the terminal
 */
public record ProcessSpec(
        List<String> command,
        Map<String, String> environment,
        Map<Integer, Descriptor> descriptors,
        Path directory,
        boolean terminal) {

    /** Copies the collections. */
    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        descriptors = Map.copyOf(descriptors);
        if (descriptors.keySet().stream().anyMatch(number -> number >= Descriptor.LOWEST)) {
            throw new IllegalArgumentException("A child's descriptors are small numbers");
        }
    }
}
