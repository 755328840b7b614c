package signet.master.challenge;

import signet.control.TokenMessage;
import signet.master.process.PrivilegeException;
import signet.master.worker.Worker;
import signet.master.worker.WorkerGoneException;
import signet.text.Printable;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One running webserver: tells it tokens and waits until they are in effect. Thread-safe. */
final class Webserver implements AutoCloseable {

    private static final long ANSWER_SECONDS = 20;
    private static final int LONGEST_REASON = 400;

    private final Worker worker;
    private final Queue<Question> pending = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private volatile boolean closing;

    private record Question(TokenMessage message, CompletableFuture<Void> answer) {}

    Webserver(Worker worker) {
        this.worker = worker;
        Thread.ofPlatform().daemon().name("webserver-control").start(this::receive);
    }

    CompletableFuture<String> failure() {
        return failure;
    }

    /** Has a message take effect; waits for the webserver's first sign of life where needed. */
    void tell(TokenMessage message) throws IOException {
        Question question = new Question(message, new CompletableFuture<>());
        synchronized (pending) { // it answers in the order in which it is asked
            pending.add(question);
            worker.send(message.encode());
        }
        await(ready);
        await(question.answer());
    }

    private void await(CompletableFuture<Void> event) throws IOException {
        try {
            CompletableFuture.anyOf(event, failure).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the webserver does not answer", e);
        } catch (ExecutionException e) {
            throw new IOException("the webserver failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the webserver", e);
        }
        if (failure.isDone()) {
            throw new IOException(failure.join());
        }
    }

    private void receive() {
        try {
            while (true) {
                accept(TokenMessage.parse(worker.receive()));
            }
        } catch (WorkerGoneException e) {
            // It says why in its log, which is not shown unless asked for.
            String reason = Printable.of(worker.lastLine(), LONGEST_REASON);
            fail(e.getMessage() + (reason.isEmpty() ? "" : ": " + reason));
        } catch (PrivilegeException e) {
            fail("the webserver was stopped: " + e.getMessage());
        } catch (IOException e) {
            fail("the webserver broke the protocol: " + e.getMessage());
        }
    }

    private void accept(TokenMessage message) throws IOException {
        if (message instanceof TokenMessage.Ready) {
            worker.verifyPrivileges();
            ready.complete(null);
            return;
        }
        Question question = pending.poll();
        if (question == null || !question.message().equals(message)) {
            throw new IOException("it answers what it was not asked");
        }
        question.answer().complete(null);
    }

    private void fail(String reason) {
        if (!closing) {
            failure.complete(reason);
            worker.close();
        }
    }

    @Override
    public void close() {
        closing = true;
        worker.close();
    }
}
