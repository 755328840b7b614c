package signet.master;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import signet.text.Printable;

/** Starts the master. */
public final class Main {

    private static final int FAILED = 1;

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        SignetCommand signet = new SignetCommand();
        CommandLine commandLine =
                new CommandLine(signet)
                        .setParameterExceptionHandler(Main::misused)
                        .setExecutionExceptionHandler(
                                (failure, _, _) -> failed(failure, signet.global.debug));
        System.exit(commandLine.execute(arguments));
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        System.err.println("Error: " + Printable.of(String.valueOf(misuse.getMessage())));
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
        System.err.println("Error: " + Printable.of(message));
        if (debug) {
            failure.printStackTrace();
        }
        return FAILED;
    }
}
