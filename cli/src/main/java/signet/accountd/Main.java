package signet.accountd;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Starts signet-accountd. */
public final class Main {

    private Main() {}

    /**
     * Exits with 0 after a signal or the end of input, 1 for wrong usage, 77 where a PIN was
     * refused or must not be sent again, 255 for any other failure.
     */
    public static void main(String[] args) {
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        CommandLine commandLine = new CommandLine(new AccountdCommand().spec());
        commandLine.setErr(err);
        commandLine.setParameterExceptionHandler(new UsageErrors());
        commandLine.setExecutionExceptionHandler(new Failures());
        System.exit(commandLine.execute(args));
    }
}
