package signet.webserver;

import signet.signer.protocol.Greeting;
import signet.signer.protocol.LineReader;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The life of the webserver: learns the thumbprint from the signer's greeting, starts to serve,
 * says so to the master and obeys it until it's gone. The master's end is noticed from the start,
 * also while the signer is slow.
 */
final class Session {

    private final ControlLoop control;
    private final InputStream signer;
    private final Duration patience;
    private final Consumer<String> server;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /**
     * Takes what it works with.
     *
     * @param signer the connection to the signer; closed after the greeting
     * @param patience how long the signer may take for its greeting
     * @param server starts to serve, given the thumbprint
     */
    Session(ControlLoop control, InputStream signer, Duration patience, Consumer<String> server) {
        this.control = control;
        this.signer = signer;
        this.patience = patience;
        this.server = server;
    }

    /**
     * Returns when the master has closed the control stream.
     *
     * @throws IOException where the signer or the master breaks its protocol
     */
    void run() throws IOException {
        CompletableFuture<Void> greeted = new CompletableFuture<>();
        start("control", control::run, end);
        start("greeting", this::greet, greeted);
        var _ =
                greeted.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete(
                                (done, failure) -> {
                                    if (failure != null) {
                                        end.completeExceptionally(describe(failure));
                                    }
                                });
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(failureOf(e).getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void greet() throws IOException {
        try (signer) {
            server.accept(Greeting.read(new LineReader(signer)).thumbprint());
        }
        control.sendReady();
    }

    private IOException describe(Throwable failure) {
        return failure instanceof TimeoutException
                ? new IOException(
                        "the signer sent no greeting within " + patience.toSeconds() + " s")
                : new IOException(
                        "no thumbprint from the signer: " + failure.getMessage(), failure);
    }

    private static Throwable failureOf(ExecutionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    /** What a thread does, and how it may fail. */
    private interface Task {
        void run() throws IOException;
    }

    private static void start(String name, Task task, CompletableFuture<Void> result) {
        Thread.ofPlatform()
                .daemon()
                .name(name)
                .start(
                        () -> {
                            try {
                                task.run();
                                result.complete(null);
                            } catch (IOException | RuntimeException e) {
                                result.completeExceptionally(e);
                            }
                        });
    }
}
