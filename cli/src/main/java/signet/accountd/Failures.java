package signet.accountd;

import picocli.CommandLine;

import signet.signer.SignerException;
import signet.text.Printable;

/**
 * Tells in one line why the program ends; with {@code --debug} also where. The status is 77 where a
 * PIN or password was refused, so that a supervisor can be told not to start it again.
 */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    static final String DEBUG = "--debug";

    private static final int FATAL = 255;

    /** EX_NOPERM of sysexits.h: to start again would only spend another try. */
    private static final int PIN_REJECTED = 77;

    @Override
    public int handleExecutionException(
            Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        commandLine.getErr().println("Error: " + Printable.of(message));
        if (parsed.asCommandLineList().stream()
                .anyMatch(each -> each.getParseResult().hasMatchedOption(DEBUG))) {
            e.printStackTrace(commandLine.getErr());
        }
        return e instanceof SignerException.PinRejected ? PIN_REJECTED : FATAL;
    }
}
