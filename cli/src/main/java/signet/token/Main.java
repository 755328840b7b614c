package signet.token;

import signet.libc.ProcessEnd;
import signet.sandbox.Memory;
import signet.signer.protocol.Protocol;

import java.io.IOException;
import java.time.Duration;

/** Starts signet-token. */
public final class Main {

    /** How long a module may take to end, once the input has ended. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private Main() {}

    /** Does the task that standard input tells; takes no arguments. Never returns. */
    public static void main(String[] args) {
        if (args.length > 0) {
            System.err.println("signet-token is started by signet-accountd, without arguments");
            ProcessEnd.now(ExitStatus.FAILED.code());
        }
        ExitStatus status = ExitStatus.INTERNAL_ERROR;
        try {
            Memory.forbidDumps();
            Memory.lockIfUnlimited();
            status = run(StandardStreams.takeOver());
        } catch (IOException e) {
            System.err.println("signet-token can't use its streams: " + e.getMessage());
        } finally {
            ProcessEnd.now(status.code());
        }
    }

    private static ExitStatus run(StandardStreams streams) throws IOException {
        Thread main = Thread.currentThread();
        DialogLines lines = new DialogLines();
        LineInput input = new LineInput(streams.in(), Protocol.MAX_REQUEST_LINE);
        Inbox inbox = new Inbox(input, streams.arrivals(), lines, () -> leave(main));
        inbox.start();
        return new Helper(new Accountd(lines, inbox, streams.out())).run();
    }

    /** Called at the end of the input, when the main thread was told. It may be in a module. */
    private static void leave(Thread main) {
        try {
            boolean _ = main.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ProcessEnd.now(ExitStatus.DONE.code());
    }
}
