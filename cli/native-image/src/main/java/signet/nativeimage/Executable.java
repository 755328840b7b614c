package signet.nativeimage;

import java.util.List;

/**
 * A native program.
 *
 * @param name its name
 * @param folder where it is in the distribution
 * @param mainClass the class that it begins with
 * @param jars what it consists of: names of jars in lib/, without ".jar"
 * @param heapMegabytes the largest heap
 * @param options further options of the builder
 */
record Executable(
        String name,
        String folder,
        String mainClass,
        List<String> jars,
        int heapMegabytes,
        List<String> options) {

    /** Copies the lists. */
    Executable {
        jars = List.copyOf(jars);
        options = List.copyOf(options);
    }
}
