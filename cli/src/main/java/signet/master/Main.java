package signet.master;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import signet.config.Installation;
import signet.libc.NativeProgram;
import signet.sandbox.Memory;
import signet.sandbox.Sandbox;
import signet.sandbox.SandboxException;
import signet.text.Printable;

/** Starts the master. */
public final class Main {

    private static final int FAILED = 1;
    private static final String ERROR = "Error: ";

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        // Beside the reading of the command line, as it takes as long.
        Thread.ofPlatform().daemon().name("prepare").start(Sandbox::prepare);
        if (NativeProgram.isRunning()) {
            launch();
        }
        SignetCommand signet = new SignetCommand();
        CommandLine commandLine =
                new CommandLine(signet.spec())
                        // A name with an @ in front is a name, and not a file with arguments.
                        .setExpandAtFiles(false)
                        .setParameterExceptionHandler(Main::misused)
                        .setExecutionExceptionHandler(
                                (failure, _, _) -> failed(failure, signet.global().debug()));
        System.exit(commandLine.execute(arguments));
    }

    /** Does what a launcher does for a Java program. */
    private static void launch() {
        Installation.find();
        try {
            Memory.forbidCoreFiles();
        } catch (SandboxException e) {
            System.err.println(ERROR + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        String message = String.valueOf(misuse.getMessage());
        // Some messages of picocli's own begin with the word.
        System.err.println((message.startsWith(ERROR) ? "" : ERROR) + Printable.of(message));
        System.err.println(
                "Try '"
                        + misuse.getCommandLine().getCommandSpec().qualifiedName()
                        + " --help' for more information.");
        return FAILED;
    }

    /** What no command has caught: a mistake in the configuration, or one of ours. */
    private static int failed(Exception failure, boolean debug) {
        String message =
                failure instanceof RuntimeException || failure.getMessage() == null
                        ? failure.toString()
                        : failure.getMessage();
        System.err.println(ERROR + Printable.of(message));
        if (debug) {
            failure.printStackTrace();
        }
        return FAILED;
    }
}
