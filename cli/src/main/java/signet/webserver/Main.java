package signet.webserver;

import signet.libc.ProcessEnd;
import signet.sandbox.Sandbox;
import signet.sandbox.Use;
import signet.text.Printable;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts the webserver on the descriptors that the master left open: 0 the listening socket, 1 the
 * control stream, 2 the log, 3 a connection to the signer on which nothing can be written.
 *
 * <p>Exit status: 0 when the master closed the control stream, 1 on an error, 2 on wrong use.
 */
public final class Main {

    private static final int SIGNER = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USAGE =
            """
            Usage: signet-webserver
            Answers http-01 validations. Started by signet, which hands it its sockets;
            not for use by hand.
              --help     this text
              --version  the version
            """;

    private Main() {}

    /** Runs the webserver until the master is gone. */
    public static void main(String[] arguments) {
        int status = run(List.of(arguments));
        System.out.flush();
        ProcessEnd.now(status);
    }

    private static int run(List<String> arguments) {
        if (arguments.equals(List.of("--help"))) {
            System.out.print(USAGE);
            return 0;
        }
        if (arguments.equals(List.of("--version"))) {
            System.out.println("signet-webserver " + version());
            return 0;
        }
        if (!arguments.isEmpty()) {
            log("it takes no arguments; see signet-webserver --help");
            return 2;
        }
        try {
            return serve();
        } catch (IOException e) {
            log(Printable.of(String.valueOf(e.getMessage()), 400));
            return 1;
        }
    }

    private static int serve() throws IOException {
        Thread.ofPlatform().daemon().name("prepare").start(Sandbox::prepare);
        if (!(System.inheritedChannel() instanceof ServerSocketChannel listener)) {
            throw new IOException(
                    "standard input is not a listening socket; signet starts this program itself");
        }
        // Not before: adopting the listener opens sockets and files. And before anything is read.
        Sandbox.enter(Set.of(Use.ACCEPT)).ifPresent(Main::log);
        var tokens = new AnnouncedTokens();
        var control =
                new ControlLoop(
                        new FileInputStream(FileDescriptor.out),
                        new FileOutputStream(FileDescriptor.out),
                        tokens);
        var session =
                new Session(
                        control,
                        new InheritedInput(SIGNER),
                        PATIENCE,
                        thumbprint ->
                                new ChallengeServer(
                                                listener,
                                                new ChallengeResponder(tokens, thumbprint),
                                                Limits.standard(),
                                                Main::log)
                                        .start());
        session.run();
        return 0;
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    private static void log(String line) {
        System.err.println("signet-webserver: " + line);
    }
}
