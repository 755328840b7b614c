package signet.master.process;

import static signet.master.process.CLibrary.INT;

import signet.libc.CFunction;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that we started. Thread-safe. */
public final class Child {

    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final int P_PID = 1;
    private static final int WEXITED_NOWAIT = 4 | 0x01000000;
    private static final long SIGINFO = 128;

    private static final CFunction WAITID = CFunction.returningInt("waitid");
    private static final CFunction WAITPID = CFunction.returningInt("waitpid");
    private static final CFunction KILL = CFunction.returningInt("kill");

    private final int pid;
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private boolean reaped;

    Child(int pid) {
        this.pid = pid;
        Thread.ofPlatform().daemon().name("wait-" + pid).start(this::await);
    }

    /** Returns the process ID. */
    public int pid() {
        return pid;
    }

    /** Returns what completes when the process has ended. */
    public CompletableFuture<ExitStatus> exit() {
        return exit.copy();
    }

    /** Waits until the process has ended. */
    public ExitStatus waitFor() {
        return exit.join();
    }

    /**
     * Ends the process: asks by SIGTERM, insists by SIGKILL after a grace time, and waits until it
     * is gone.
     */
    public ExitStatus stop(Duration grace) {
        kill(SIGTERM);
        try {
            return exit.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill(SIGKILL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill(SIGKILL);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Can't wait for process " + pid, e.getCause());
        }
        return waitFor();
    }

    /** Sends a signal, but never to a process ID that was reaped and may be another's by now. */
    private synchronized void kill(int signal) {
        if (!reaped) {
            try {
                CLibrary.check("kill", () -> KILL.call(pid, signal));
            } catch (NativeException e) {
                // It ended between our look and our signal, which is what we wanted.
            }
        }
    }

    private void await() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIGINFO, 16);
            CLibrary.check("waitid", () -> WAITID.call(P_PID, pid, info.address(), WEXITED_NOWAIT));
            exit.complete(reap(arena.allocate(INT)));
        } catch (NativeException e) {
            exit.completeExceptionally(e);
        }
    }

    private synchronized ExitStatus reap(MemorySegment status) throws NativeException {
        CLibrary.check("waitpid", () -> WAITPID.call(pid, status.address(), 0));
        reaped = true;
        return ExitStatus.ofWaitStatus(status.get(INT, 0));
    }
}
