package signet.signer.pkcs11.process;

import signet.signer.SignerException;
import signet.signer.SignerLog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running helper: its three pipes and its end. Thread-safe. */
final class HelperProcess implements AutoCloseable {

    private static final int SIGNAL_BASE = 128;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Process process;
    private final InputStream answers;

    private HelperProcess(Process process) {
        this.process = process;
        this.answers = process.getInputStream();
    }

    /**
     * Starts a helper; what it writes to its standard error goes to the log.
     *
     * @throws SignerException.TokenUnavailable where it can't be started
     */
    static HelperProcess start(HelperCommand command, SignerLog log) throws SignerException {
        ProcessBuilder builder = new ProcessBuilder(command.words());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            new ErrorOutput(process.getErrorStream(), log).follow();
            return new HelperProcess(process);
        } catch (IOException e) {
            throw new SignerException.TokenUnavailable(
                    "the token's helper can't be started: " + e.getMessage(), e);
        }
    }

    /** Returns what the helper writes. All readers must share this stream, which is buffered. */
    InputStream answers() {
        return answers;
    }

    /** Returns where the helper reads from; buffered, so flush it. */
    OutputStream requests() {
        return process.getOutputStream();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, with whatever it has started; reads from it see the end soon after. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Says how it ended, after waiting a moment for the end. */
    String ending() {
        if (!awaitEnd()) {
            return "still running";
        }
        int status = process.exitValue();
        return status > SIGNAL_BASE
                ? "killed by signal " + (status - SIGNAL_BASE)
                : "exit status " + status;
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Tells it by the end of its input to leave, waits a moment, and kills it where it doesn't. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It does not read any more; the wait below ends it.
        }
        if (!awaitEnd()) {
            kill();
        }
    }
}
