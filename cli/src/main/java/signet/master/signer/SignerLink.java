package signet.master.signer;

import signet.master.process.Child;
import signet.master.process.Descriptor;
import signet.master.process.ExitStatus;
import signet.master.process.SocketPair;
import signet.master.process.Sockets;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.LineReader;
import signet.signer.protocol.RefusedGreetingException;
import signet.text.Printable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * One connection to one signer, and the process behind it where we started that. Its greeting is
 * looked at without being taken out of it: it is still there for the client.
 *
 * <p>Used by one thread, except for {@link #close}, which ends what that thread is waiting for.
 */
public final class SignerLink implements AutoCloseable {

    private static final int MAX_GREETING = 32 * 1024;
    private static final int MAX_QUOTE = 200;
    private static final Pattern FIRST_LINE = Pattern.compile("[0-9]+ OK\\b");
    private static final Duration PARTIAL_GREETING_PAUSE = Duration.ofMillis(2);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String name;
    private final Descriptor connection;
    private final Optional<Child> child;
    private final Duration patience;
    private final AtomicBoolean closed = new AtomicBoolean();
    private byte[] bytes = {};
    private volatile Optional<Greeting> greeting = Optional.empty();

    SignerLink(String name, Descriptor connection, Optional<Child> child, Duration patience) {
        this.name = name;
        this.connection = connection;
        this.child = child;
        this.patience = patience;
    }

    /**
     * Waits for the greeting.
     *
     * @throws IOException where none comes in time, or the signer turns us away
     */
    Greeting awaitGreeting() throws IOException {
        bytes = peekGreeting();
        try {
            Greeting read = Greeting.read(new LineReader(new ByteArrayInputStream(bytes)));
            greeting = Optional.of(read);
            return read;
        } catch (RefusedGreetingException e) {
            throw new IOException(
                    "the signer " + name + " turns us away: " + e.refusal().detail(), e);
        } catch (IOException e) {
            throw new IOException(
                    "no signer at "
                            + name
                            + ": "
                            + e.getMessage()
                            + ", but says \""
                            + said()
                            + "\"",
                    e);
        }
    }

    /** Returns the greeting, where it was waited for. */
    Optional<Greeting> greeting() {
        return greeting;
    }

    private String said() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        return Printable.of(text, MAX_QUOTE);
    }

    /** Returns a connection from which the greeting can be read, and on which nobody listens. */
    Descriptor greetingCopy() throws IOException {
        SocketPair pair = SocketPair.open();
        try {
            pair.ours().out().write(bytes);
            pair.theirs().shutdownWrite();
            return pair.theirs();
        } finally {
            pair.ours().close();
        }
    }

    /** Returns the connection, which stays ours to close. */
    Descriptor connection() {
        return connection;
    }

    /** Says how the process behind it ended, where there is one and it has. */
    Optional<ExitStatus> end() {
        return child.flatMap(process -> Optional.ofNullable(process.exit().getNow(null)));
    }

    private byte[] peekGreeting() throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!Sockets.awaitReadable(connection, left)) {
                throw new IOException(
                        "no answer from the signer " + name + " in " + patience.toSeconds() + " s");
            }
            byte[] seen = Sockets.peek(connection, MAX_GREETING);
            int end = endOfGreeting(seen);
            if (end > 0) {
                return Arrays.copyOf(seen, end);
            }
            if (seen.length == 0 || seen.length == MAX_GREETING || isOver(seen.length)) {
                throw noGreeting(seen.length);
            }
            // A part has come and the rest is under way; a peek can't wait for more than it has.
            LockSupport.parkNanos(PARTIAL_GREETING_PAUSE.toNanos());
        }
    }

    /** Two lines, or one that is no beginning of a greeting; 0 where they are not all there. */
    private static int endOfGreeting(byte[] seen) {
        String text = new String(seen, StandardCharsets.ISO_8859_1);
        int first = text.indexOf('\n') + 1;
        return first == 0 || !FIRST_LINE.matcher(text).lookingAt()
                ? first
                : text.indexOf('\n', first) + 1;
    }

    private boolean isOver(int seen) throws IOException {
        return Sockets.isHungUp(connection)
                && Sockets.peek(connection, MAX_GREETING).length == seen;
    }

    private IOException noGreeting(int seen) {
        if (seen == MAX_GREETING) {
            return new IOException("the signer " + name + " sends too long a greeting");
        }
        String status = child.map(process -> " (" + process.stop(GRACE) + ")").orElse("");
        return new IOException(
                "the signer "
                        + name
                        + " ended "
                        + (seen == 0 ? "without a greeting" : "inside its greeting")
                        + status);
    }

    /**
     * Ends the connection, and the process behind it: in its own time, unless it has not even
     * greeted. Closing again does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connection.shutdown();
            child.ifPresent(process -> end(process, greeting.isPresent() ? GRACE : Duration.ZERO));
            connection.close();
        }
    }

    private void end(Child process, Duration patienceWithIt) {
        try {
            process.exit().get(patienceWithIt.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.stop(GRACE);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Can't wait for " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.stop(Duration.ZERO);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
