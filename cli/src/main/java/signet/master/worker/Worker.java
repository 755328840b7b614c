package signet.master.worker;

import org.jspecify.annotations.Nullable;

import signet.control.ControlStream;
import signet.master.process.Child;
import signet.master.process.Descriptor;
import signet.master.process.ExitStatus;
import signet.master.process.NativeException;
import signet.master.process.PrivilegeException;
import signet.master.process.ProcessSpec;
import signet.master.process.SocketPair;
import signet.master.process.Spawner;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A running child with a control stream. Thread-safe. */
public final class Worker implements AutoCloseable {

    private static final int CONTROL = 1;
    private static final int LOG = 2;
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final WorkerSpec spec;
    private final Child child;
    private final Descriptor controlSocket;
    private final ControlStream control;
    private final ChildLog log;

    private Worker(WorkerSpec spec, Child child, Descriptor controlSocket, ChildLog log) {
        this.spec = spec;
        this.child = child;
        this.controlSocket = controlSocket;
        this.control = new ControlStream(controlSocket.in(), controlSocket.out());
        this.log = log;
    }

    /**
     * Starts a worker.
     *
     * @param log takes each line that it writes to its standard error
     * @throws IOException where it can't be started, or can't be restricted
     */
    public static Worker start(Spawner spawner, WorkerSpec spec, Consumer<String> log)
            throws IOException {
        SocketPair control = SocketPair.open();
        boolean started = false;
        ChildLog childLog = ChildLog.open(spec.name(), log);
        try {
            Map<Integer, Descriptor> descriptors = new HashMap<>(spec.descriptors());
            descriptors.put(CONTROL, control.theirs());
            descriptors.put(LOG, childLog.theirs());
            ProcessSpec process =
                    new ProcessSpec(
                            spec.privileges().command(spec.command()),
                            spec.privileges().environment(),
                            descriptors,
                            spec.directory(),
                            false);
            Child child =
                    spec.ruleset().isPresent()
                            ? spawner.start(process, spec.ruleset().get())
                            : spawner.start(process);
            started = true;
            return new Worker(spec, child, control.ours(), childLog);
        } finally {
            control.theirs().close();
            childLog.theirs().close();
            if (!started) {
                control.close();
                childLog.close();
            }
        }
    }

    /** Returns what the worker is called in messages. */
    public String name() {
        return spec.name();
    }

    /** Returns what it last wrote to its standard error, whatever that is; empty where nothing. */
    public String lastLine() {
        return log.lastLine();
    }

    /**
     * Sends one line.
     *
     * @throws WorkerGoneException where the worker does not read any more; it is closed then
     */
    public void send(String line) throws IOException {
        try {
            control.send(line);
        } catch (NativeException e) {
            throw gone(e);
        }
    }

    /**
     * Receives the next line.
     *
     * @throws WorkerGoneException where the worker has ended, or has ended the conversation; it is
     *     closed then
     * @throws IOException where the line is none of a control stream
     */
    public String receive() throws IOException {
        Optional<String> line;
        try {
            line = control.receive();
        } catch (NativeException e) {
            // A process that is killed before it has read all resets its stream, not ends it.
            throw gone(e);
        }
        return line.orElseThrow(() -> gone(null));
    }

    /** Returns how the worker ended; it must be closed. */
    public ExitStatus exit() {
        return child.exit().join();
    }

    /**
     * Checks with the kernel that the worker, once it runs its own program, has no privilege left.
     *
     * @throws PrivilegeException where it has
     * @throws WorkerGoneException where the worker has ended meanwhile; it is closed then
     */
    public void verifyPrivileges() throws PrivilegeException, WorkerGoneException {
        try {
            spec.privileges().verify(child.pid());
        } catch (PrivilegeException e) {
            if (child.exit().isDone()) {
                throw gone(e);
            }
            throw e;
        }
    }

    private WorkerGoneException gone(@Nullable IOException cause) {
        close();
        return new WorkerGoneException(name(), exit(), cause);
    }

    /** Ends the conversation, so that a pending receive sees the end of the stream. */
    public void hangUp() {
        controlSocket.shutdown();
    }

    /**
     * Ends the worker: it sees the end of its control stream, gets a moment to end by itself, and
     * is stopped where it doesn't. Returns when it is gone and its last log line was passed on.
     */
    @Override
    public synchronized void close() {
        hangUp();
        try {
            child.exit().get(GRACE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            child.stop(GRACE);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("Can't wait for the " + name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.stop(Duration.ZERO);
        }
        log.close();
    }
}
