package signet.master.signer;

import signet.master.process.Child;
import signet.master.process.Descriptor;
import signet.master.process.ExitStatus;
import signet.master.process.NativeException;
import signet.master.process.Privileges;
import signet.master.process.ProcessSpec;
import signet.master.process.SocketPair;
import signet.master.process.Sockets;
import signet.master.process.Spawner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * An accountd that was started for this run, and speaks the signing protocol on its standard input
 * and output.
 *
 * <p>It has one connection, which is the client's. For the others its greeting is looked at without
 * being taken out of that connection, and copied.
 */
public final class SpawnedSigner implements SignerSource {

    private static final int MAX_GREETING = 32 * 1024;
    private static final int GREETING_LINES = 2;
    private static final Duration PARTIAL_GREETING_PAUSE = Duration.ofMillis(2);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String program;
    private final Child child;
    private final Descriptor connection;

    private SpawnedSigner(String program, Child child, Descriptor connection) {
        this.program = program;
        this.child = child;
        this.connection = connection;
    }

    /**
     * Starts an accountd.
     *
     * @param command the program and its arguments, which make it speak on standard input and
     *     output
     * @param environment additions to the environment, such as the terminal's type
     */
    public static SpawnedSigner start(
            Spawner spawner,
            List<String> command,
            Privileges privileges,
            Map<String, String> environment)
            throws NativeException {
        SocketPair pair = SocketPair.open();
        try {
            Map<String, String> whole = new HashMap<>(environment);
            whole.putAll(privileges.environment());
            Child child =
                    spawner.start(
                            new ProcessSpec(
                                    privileges.command(command),
                                    whole,
                                    Map.of(0, pair.theirs(), 1, pair.theirs()),
                                    Path.of("/"),
                                    // It may have to ask for a password.
                                    true));
            return new SpawnedSigner(command.getFirst(), child, pair.ours());
        } finally {
            pair.theirs().close();
        }
    }

    @Override
    public Descriptor greetingOnly() throws IOException {
        byte[] greeting = peekGreeting();
        SocketPair pair = SocketPair.open();
        try {
            pair.ours().out().write(greeting);
            pair.theirs().shutdownWrite();
            return pair.theirs();
        } finally {
            pair.ours().close();
        }
    }

    @Override
    public Descriptor connection() {
        return connection;
    }

    @Override
    public void close() {
        connection.shutdown();
        connection.close();
        try {
            child.exit().get(GRACE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            child.stop(GRACE);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("Can't wait for " + program, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.stop(Duration.ZERO);
        }
    }

    private byte[] peekGreeting() throws IOException {
        while (true) {
            byte[] seen = Sockets.peek(connection, MAX_GREETING);
            String text = new String(seen, StandardCharsets.ISO_8859_1);
            if (text.chars().filter(character -> character == '\n').count() >= GREETING_LINES) {
                int second = text.indexOf('\n', text.indexOf('\n') + 1);
                return java.util.Arrays.copyOf(seen, second + 1);
            }
            if (seen.length == 0) {
                ExitStatus status = child.stop(GRACE);
                throw new IOException(
                        "the signer \"" + program + "\" ended without a greeting (" + status + ")");
            }
            if (seen.length == MAX_GREETING) {
                throw new IOException("the signer \"" + program + "\" sends too long a greeting");
            }
            // A part has come and the rest is under way; a peek can't wait for more than it has.
            LockSupport.parkNanos(PARTIAL_GREETING_PAUSE.toNanos());
            if (child.exit().isDone()
                    && Sockets.peek(connection, MAX_GREETING).length == seen.length) {
                throw new IOException("the signer \"" + program + "\" ended inside its greeting");
            }
        }
    }
}
