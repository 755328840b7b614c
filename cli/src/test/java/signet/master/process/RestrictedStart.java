package signet.master.process;

import signet.sandbox.PathRule;
import signet.sandbox.PathRule.Access;
import signet.sandbox.Ruleset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts a restricted child, and then a program that does not exist, in a JVM that is new. */
final class RestrictedStart {

    private RestrictedStart() {}

    public static void main(String[] arguments) throws Exception {
        Ruleset system =
                new Ruleset(
                        List.of(
                                new PathRule(Path.of("/usr"), Access.EXECUTE),
                                new PathRule(Path.of("/lib64"), Access.EXECUTE)),
                        true);
        Spawner spawner = new Spawner();
        if (!spawner.start(spec("/bin/true"), system).waitFor().success()) {
            throw new IllegalStateException("/bin/true failed");
        }
        try {
            spawner.start(spec("/nonexistent"), system);
            throw new IllegalStateException("/nonexistent was started");
        } catch (NativeException e) {
            System.exit(0);
        }
    }

    private static ProcessSpec spec(String program) {
        return new ProcessSpec(List.of(program), Map.of(), Map.of(), Path.of("/"), false);
    }
}
