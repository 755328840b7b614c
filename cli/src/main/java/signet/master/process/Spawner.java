package signet.master.process;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes, all from one thread that lives as long as we do. The kernel's parent-death
 * signal, by which a child ends when we are killed, is tied to the thread that started the child
 * and not to the process, so that a short-lived thread would end its children with itself.
 *
 * <p>Thread-safe.
 */
public final class Spawner {

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("spawner").factory());

    /**
     * Starts a process.
     *
     * @throws NativeException where the program can't be started
     */
    public Child start(ProcessSpec spec) throws NativeException {
        try {
            return thread.submit(() -> new Child(NativeSpawn.spawn(spec))).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NativeException cause) {
                throw cause;
            }
            throw new IllegalStateException(
                    "Can't start " + spec.command().getFirst(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting a process", e);
        }
    }
}
