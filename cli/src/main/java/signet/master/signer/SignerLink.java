package signet.master.signer;

import signet.master.process.Child;
import signet.master.process.Descriptor;
import signet.master.process.ExitStatus;
import signet.master.process.SocketPair;
import signet.master.process.Sockets;
import signet.master.worker.ChildLog;
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
import java.util.concurrent.locks.ReentrantLock;
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
    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(64);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String name;
    private final Descriptor connection;
    private final Optional<Child> child;
    private final Optional<ChildLog> log;
    private final Duration patience;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Held while the greeting is looked at: the descriptor must not be closed meanwhile. */
    private final ReentrantLock looking = new ReentrantLock();

    private byte[] bytes = {};
    private volatile Optional<Greeting> greeting = Optional.empty();

    SignerLink(
            String name,
            Descriptor connection,
            Optional<Child> child,
            Optional<ChildLog> log,
            Duration patience) {
        this.name = name;
        this.connection = connection;
        this.child = child;
        this.log = log;
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
        looking.lock();
        try {
            return peekGreeting(System.nanoTime() + patience.toNanos());
        } finally {
            looking.unlock();
        }
    }

    /** What was peeked at stays readable: so each round has to look at the clock itself. */
    private byte[] peekGreeting(long deadline) throws IOException {
        byte[] seen = {};
        for (Duration pause = FIRST_PAUSE; true; pause = longer(pause)) {
            if (closed.get()) {
                throw new IOException("the run is over");
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || !Sockets.awaitReadable(connection, Duration.ofNanos(left))) {
                throw late(seen.length);
            }
            seen = Sockets.peek(connection, MAX_GREETING);
            int end = endOfGreeting(seen);
            if (end > 0) {
                return Arrays.copyOf(seen, end);
            }
            if (seen.length == 0 || seen.length == MAX_GREETING || isOver(seen.length)) {
                throw closed.get() ? new IOException("the run is over") : noGreeting(seen.length);
            }
            // A part has come and the rest is under way; a peek can't wait for more than it has.
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private static Duration longer(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }

    private IOException late(int seen) {
        return new IOException(
                (seen == 0 ? "no answer" : "no whole greeting")
                        + " from the signer "
                        + name
                        + " in "
                        + (patience.toMillis() % 1000 == 0
                                ? patience.toSeconds() + " s"
                                : patience.toMillis() + " ms"));
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
            log.ifPresent(ChildLog::close);
            looking.lock();
            try {
                connection.close();
            } finally {
                looking.unlock();
            }
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
