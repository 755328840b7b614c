package signet.client;

import signet.control.ControlStream;
import signet.libc.FileMask;
import signet.libc.NativeProgram;
import signet.libc.ProcessEnd;
import signet.sandbox.Sandbox;
import signet.sandbox.SandboxException;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Starts the client. The master is the one who does that. */
public final class Main {

    private static final String USAGE =
            """
            signet-client talks to the ACME server for signet, which starts it and hands it all that
            it needs: on descriptor 0 the connected socket of the signer, on 1 its control stream, on 3
            a socket over which it is handed another signer where the first one is lost.
            It is not to be started by hand; try: signet --help
            """;

    private Main() {}

    /** Talks to the master until there is nothing left to do. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0) {
            System.exit(answer(arguments[0]));
        }
        Thread.ofPlatform().daemon().name("prepare").start(Sandbox::prepare);
        if (NativeProgram.isRunning()) {
            // What a launcher does. What it writes, another user has to read: the caller's mask
            // must
            // not prevent that.
            FileMask.set(022);
            NameServices.load();
        }
        // Polls can be further apart than the 5 s for which Java keeps a connection by itself.
        System.setProperty("http.keepAlive.time.server", "30");
        ChallengeFiles files = new ChallengeFiles(Path.of(""));
        // The parent-death signal, or anybody's SIGTERM: what was written goes.
        Runtime.getRuntime().addShutdownHook(new Thread(files::removeAll, "clean-up"));
        SocketChannel signer = signerSocket();
        ControlStream control =
                new ControlStream(
                        new FileInputStream(FileDescriptor.out),
                        new FileOutputStream(FileDescriptor.out));
        MasterLink master = new MasterLink(control, () -> end(files));
        try {
            new Conversation(master, new SignerSource(master, signer), files, Sandbox::enter).run();
        } catch (SandboxException e) {
            System.err.println("Error: " + e.getMessage());
            System.exit(1);
        }
        end(files);
    }

    private static int answer(String argument) {
        return switch (argument) {
            case "--help", "-h" -> {
                System.out.print(USAGE);
                yield 0;
            }
            case "--version" -> {
                System.out.println("signet-client " + Version.text());
                yield 0;
            }
            default -> {
                System.err.print(USAGE);
                yield 1;
            }
        };
    }

    private static SocketChannel signerSocket() {
        try {
            if (System.inheritedChannel() instanceof SocketChannel socket) {
                return socket;
            }
        } catch (IOException e) {
            System.err.println("Error: can't use descriptor 0: " + e.getMessage());
        }
        System.err.print(USAGE);
        System.exit(1);
        throw new IllegalStateException("Not reached");
    }

    /** All is done, or the master is gone: then nothing that is under way has a purpose. */
    private static void end(ChallengeFiles files) {
        files.removeAll();
        ProcessEnd.now(0);
    }
}
