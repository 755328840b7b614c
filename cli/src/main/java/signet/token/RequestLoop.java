package signet.token;

import org.jspecify.annotations.Nullable;

import signet.jose.JsonException;
import signet.signer.pkcs11.dialog.PinText;
import signet.signer.pkcs11.engine.EngineBrokenException;
import signet.signer.pkcs11.engine.SigningEngine;
import signet.signer.protocol.Refusal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Signs several requests at a time, in the threads that bring them, and answers them in their
 * order. A request that fails in a way that concerns it alone is refused; anything else ends the
 * loop.
 */
final class RequestLoop implements LineSink {

    /** How long requests that are being signed may take when the loop ends by a failure. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final RequestSigner signer;
    private final int sessions;
    private final int workers;
    private final Answers answers;

    private final Turns turns;
    private final CompletableFuture<ExitStatus> ended = new CompletableFuture<>();

    /** Once set, what is waiting gets it for an answer. */
    private volatile byte @Nullable [] lastWord;

    /** Used by the thread that reads only. */
    private byte @Nullable [] pin;

    /**
     * Makes one.
     *
     * @param workers how many requests are signed at a time; what the engine has sessions for
     *     besides may be under way
     */
    RequestLoop(SigningEngine engine, int workers, OutputStream out) {
        this.workers = workers;
        this.signer = new RequestSigner(engine);
        this.sessions = engine.sessions();
        this.answers = new Answers(out, sessions);
        this.turns = new Turns(workers);
    }

    /** Returns how many threads are kept busy at a time, at most. */
    int workers() {
        return workers;
    }

    /**
     * Waits for the end.
     *
     * @return DONE at the end of the input, where no request is being signed any more; else the
     *     module must not be entered again
     */
    ExitStatus await() {
        ExitStatus status = ended.join();
        if (status == ExitStatus.DONE) {
            turns.finish();
        } else {
            boolean _ = answers.awaitAll(GRACE);
        }
        return status;
    }

    @Override
    public Optional<Runnable> line(byte[] line) {
        if (ended.isDone()) {
            return Optional.empty();
        }
        int length = line.length - 1;
        if (length < 0 || line[length] != '\r') {
            violation("the line does not end in CRLF");
            return Optional.empty();
        }
        byte[] text = Arrays.copyOf(line, length);
        if (PinText.isForRequest(text)) {
            Arrays.fill(line, (byte) 0);
            takePin(text);
            return Optional.empty();
        }
        Request request = new Request(text, Optional.ofNullable(pin));
        pin = null;
        if (!answers.hasRoom()) {
            violation("more than " + sessions + " requests at a time");
            return Optional.empty();
        }
        answers.expect(request);
        return turns.enter(request) ? Optional.of(() -> workFrom(request)) : Optional.empty();
    }

    private void takePin(byte[] text) {
        byte[] before = pin;
        if (before != null) {
            Arrays.fill(before, (byte) 0);
        }
        try {
            pin = PinText.parseForRequest(text);
        } catch (JsonException e) {
            violation(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private void violation(String what) {
        Request none = new Request(new byte[0], Optional.empty());
        answers.expect(none);
        end(ExitStatus.VIOLATION, none, Refusal.of(Refusal.Kind.PROTOCOL_VIOLATION, what));
    }

    @Override
    public void end(Optional<String> violation) {
        if (violation.isPresent()) {
            violation(violation.get());
        } else {
            boolean _ = ended.complete(ExitStatus.DONE);
        }
    }

    private void workFrom(Request first) {
        for (var next = Optional.of(first); next.isPresent(); next = turns.next()) {
            work(next.get());
        }
    }

    private void work(Request request) {
        byte[] last = lastWord;
        try {
            answer(request, last != null ? last : signer.answer(request));
        } catch (EngineBrokenException e) {
            end(ExitStatus.TOKEN_LOST, request, Refusal.of(e.reason()));
        } catch (RuntimeException | Error e) {
            // Its message was written for programmers, and may hold anything.
            String detail = "the token's helper failed (" + e.getClass().getName() + ")";
            Refusal refusal = Refusal.of(Refusal.Kind.KEY_UNUSABLE, detail);
            end(ExitStatus.INTERNAL_ERROR, request, refusal);
        }
    }

    private void end(ExitStatus status, Request request, Refusal refusal) {
        byte[] text = RequestSigner.refusal(refusal);
        lastWord = text;
        answer(request, text);
        boolean _ = ended.complete(status);
    }

    private void answer(Request request, byte[] text) {
        try {
            answers.answer(request, text);
        } catch (IOException e) {
            // Nobody reads any more: as good as the end of the input.
            boolean _ = ended.complete(ExitStatus.DONE);
        }
    }
}
