package signet.client;

import signet.control.ClientReport;
import signet.control.ClientTask;
import signet.control.ControlStream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The control stream as the client sees it. One thread reads it at all times, so that the master's
 * death is noticed at once, whatever else is waited for. Thread-safe.
 */
final class MasterLink {

    private final ControlStream control;
    private final Runnable masterGone;
    private final BlockingQueue<ClientTask> tasks = new LinkedBlockingQueue<>();
    private final Map<String, Queue<CompletableFuture<ClientTask.TokenDone>>> waiting =
            new HashMap<>();
    private final AtomicReference<CompletableFuture<Optional<String>>> replacement =
            new AtomicReference<>(new CompletableFuture<>());

    /**
     * Starts to read.
     *
     * @param masterGone runs when the master has closed the stream, or sent what it should not
     */
    MasterLink(ControlStream control, Runnable masterGone) {
        this.control = control;
        this.masterGone = masterGone;
        Thread.ofPlatform().daemon().name("control").start(this::read);
    }

    /** Returns the next task, waiting for it. */
    ClientTask next() throws InterruptedException {
        return tasks.take();
    }

    /** Reports to the master. Where it is gone this process is about to end, so nothing is said. */
    void report(ClientReport report) {
        try {
            control.send(report.encode());
        } catch (IOException e) {
            masterGone.run();
        }
    }

    /** Asks for a token to be served, or not any more, and waits until that is so. */
    void token(String token, ClientReport request) throws IOException {
        CompletableFuture<ClientTask.TokenDone> done = new CompletableFuture<>();
        synchronized (waiting) { // the master answers in the order in which it is asked
            waiting.computeIfAbsent(token, _ -> new ArrayDeque<>()).add(done);
            control.send(request.encode());
        }
        try {
            Optional<String> error = done.get().error();
            if (error.isPresent()) {
                throw new IOException(error.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        }
    }

    /** Asks for another connection to a signer, and returns why there is none. */
    Optional<String> replaceSigner(boolean elsewhere) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        replacement.set(answer);
        report(new ClientReport.SignerLost(elsewhere));
        return answer.join();
    }

    private void read() {
        try {
            Optional<String> line = control.receive();
            while (line.isPresent()) {
                accept(ClientTask.parse(line.get()));
                line = control.receive();
            }
        } catch (IOException e) {
            System.err.println("the control stream failed: " + e.getMessage());
        }
        masterGone.run();
    }

    private void accept(ClientTask task) {
        if (task instanceof ClientTask.TokenDone done) {
            synchronized (waiting) {
                Queue<CompletableFuture<ClientTask.TokenDone>> queue = waiting.get(done.token());
                if (queue != null && !queue.isEmpty()) {
                    queue.remove().complete(done);
                    if (queue.isEmpty()) {
                        waiting.remove(done.token());
                    }
                }
            }
        } else if (task instanceof ClientTask.SignerReplaced replaced) {
            replacement.get().complete(replaced.error());
        } else {
            tasks.add(task);
        }
    }
}
