package signet.accountd;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

import signet.sandbox.Memory;
import signet.sandbox.SandboxException;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Starts signet-accountd. */
public final class Main {

    private static final int FAILED = 255;

    private Main() {}

    /**
     * Exits with 0 after a signal or the end of input, 1 for wrong usage, 77 where a PIN was
     * refused or must not be sent again, 255 for any other failure.
     */
    public static void main(String[] args) {
        // Beside the reading of the command line, as it takes as long.
        FutureTask<Void> closing = new FutureTask<>(Main::closeMemory);
        Thread.ofPlatform().daemon().name("close-memory").start(closing);
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        CommandLine commandLine = new CommandLine(new AccountdCommand().spec());
        // An argument with an @ in front is one, and not a file with arguments.
        commandLine.setExpandAtFiles(false);
        commandLine.setErr(err);
        commandLine.setParameterExceptionHandler(new UsageErrors());
        commandLine.setExecutionExceptionHandler(new Failures());
        commandLine.setExecutionStrategy(parsed -> execute(parsed, closing));
        System.exit(execute(commandLine, args));
    }

    /** What reads files that grow says which one it was; this is for all else. */
    private static int execute(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println(
                    "Error: out of memory; is one of the files that were named, or of those that"
                            + " the configuration names, larger than it should be?");
            return FAILED;
        }
    }

    private static @Nullable Void closeMemory() throws SandboxException {
        Memory.forbidDumps();
        Memory.lockIfUnlimited();
        return null;
    }

    /** Runs a command once there can be a secret in this process: a key, a password, a PIN. */
    private static int execute(ParseResult parsed, FutureTask<Void> closing) {
        try {
            closing.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            System.err.println(
                    "Error: " + (cause instanceof SandboxException ? cause.getMessage() : cause));
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
        return new CommandLine.RunLast().execute(parsed);
    }
}
