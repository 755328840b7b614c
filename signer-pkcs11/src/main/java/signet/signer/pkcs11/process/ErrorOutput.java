package signet.signer.pkcs11.process;

import signet.limits.BoundedLines;
import signet.limits.LogQuota;
import signet.signer.SignerLog;
import signet.text.Printable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Brings what a helper, and the module in it, write to standard error to the log, in bounds. */
final class ErrorOutput {

    private static final int LONGEST_LINE = 500;

    /** A helper lives as long as accountd, so it has no limit in all. */
    private static final LogQuota.Limits LIMITS =
            new LogQuota.Limits(100, Duration.ofSeconds(10), Long.MAX_VALUE);

    private final InputStream in;
    private final SignerLog log;
    private final LogQuota quota = new LogQuota(LIMITS);

    ErrorOutput(InputStream in, SignerLog log) {
        this.in = in;
        this.log = log;
    }

    /** Reads on a thread of its own until the end. */
    void follow() {
        Thread.ofPlatform().daemon().name("token-stderr").start(this::run);
    }

    private void run() {
        try (in) {
            BoundedLines.read(
                    in,
                    LONGEST_LINE,
                    line -> quota.pass(Printable.of(line), text -> log.warning("token: " + text)));
        } catch (IOException e) {
            // The process is gone.
        }
    }
}
