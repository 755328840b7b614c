package signet.accountd;

import picocli.CommandLine;

import signet.text.Printable;

/** Tells in one line why the program ends; with {@code --debug} also where. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    private static final int FATAL = 255;

    @Override
    public int handleExecutionException(
            Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        commandLine.getErr().println("Error: " + Printable.of(message));
        if (parsed.hasMatchedOption("--debug")) {
            e.printStackTrace(commandLine.getErr());
        }
        return FATAL;
    }
}
