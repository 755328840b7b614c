package signet.master.process;

import signet.sandbox.Landlock;
import signet.sandbox.Ruleset;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts processes, all from one thread that lives as long as we do. The kernel's parent-death
 * signal, by which a child ends when we are killed, is tied to the thread that started the child
 * and not to the process, so that a short-lived thread would end its children with itself.
 *
 * <p>Thread-safe.
 */
public final class Spawner {

    /**
     * Its children end with it. So it must not end when nobody needs this object any more, as that
     * of {@code newSingleThreadExecutor} would, whenever memory is cleaned up.
     */
    private final ExecutorService thread =
            Executors.newFixedThreadPool(1, Thread.ofPlatform().daemon().name("spawner").factory());

    /**
     * Starts a process.
     *
     * @throws NativeException where the program can't be started
     */
    public Child start(ProcessSpec spec) throws IOException {
        return new Child(await(thread.submit(() -> NativeSpawn.spawn(spec)), spec));
    }

    /**
     * Starts a process that Landlock restricts, where the kernel offers that. A thread of its own
     * is restricted, starts it, and lives as long as it does.
     *
     * @throws NativeException where the program can't be started
     * @throws IOException where the kernel refuses to restrict it; it is not started then
     */
    public Child start(ProcessSpec spec, Ruleset ruleset) throws IOException {
        Optional<Landlock> landlock = Landlock.find();
        if (landlock.isEmpty()) {
            return start(spec);
        }
        NativeSpawn.load();
        CompletableFuture<Integer> started = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("restricted-spawner")
                .start(
                        () -> {
                            try {
                                landlock.get().restrictThread(ruleset);
                                started.complete(NativeSpawn.spawn(spec));
                                ended.join();
                            } catch (IOException | RuntimeException | Error e) {
                                started.completeExceptionally(e);
                            }
                        });
        Child child = new Child(await(started, spec));
        CompletableFuture<Boolean> _ = child.exit().handle((_, _) -> ended.complete(null));
        return child;
    }

    private static int await(Future<Integer> pid, ProcessSpec spec) throws IOException {
        try {
            return pid.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
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
