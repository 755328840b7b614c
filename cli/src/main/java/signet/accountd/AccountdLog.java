package signet.accountd;

import signet.accountd.audit.AuditEvents;
import signet.accountd.audit.chain.Position;
import signet.limits.LogQuota;
import signet.signer.SignerLog;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeRequest;
import signet.signer.server.Client;
import signet.signer.server.DecisionLog;
import signet.text.Printable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Words the decisions. Everything goes to the log file, if there is one; what needs attention
 * always goes to standard error too, the rest unless it is to be quiet.
 */
final class AccountdLog implements DecisionLog, SignerLog, AuditEvents, AutoCloseable {

    /** So many characters of header and payload are shown, each. */
    private static final int LONGEST_QUOTE = 2000;

    /** A character takes four bytes at most. */
    private static final int QUOTED_BYTES = 4 * (LONGEST_QUOTE + 1);

    /** So many of why a request was refused. */
    private static final int LONGEST_DETAIL = 1000;

    /** For what anybody can cause who connects; what is signed is told each. */
    private static final LogQuota.Limits NOTHING_SIGNED =
            new LogQuota.Limits(1000, Duration.ofSeconds(10), Long.MAX_VALUE);

    private final LogQuota comings = new LogQuota(NOTHING_SIGNED);

    /** Apart, so that many connections that come and go do not hide what went wrong with one. */
    private final LogQuota mishaps = new LogQuota(NOTHING_SIGNED);

    /** Apart, so that neither hides a request; an audit log has all of them. */
    private final LogQuota refusals = new LogQuota(NOTHING_SIGNED);

    private final LogOutput stderr;
    private final Optional<LogOutput> file;
    private final boolean quiet;

    private AccountdLog(LogOutput stderr, Optional<LogOutput> file, boolean quiet) {
        this.stderr = stderr;
        this.file = file;
        this.quiet = quiet;
    }

    static AccountdLog open(Optional<Path> logfile, boolean quiet, boolean debug)
            throws IOException {
        return new AccountdLog(
                LogOutput.stderr(),
                logfile.isPresent() ? Optional.of(LogOutput.file(logfile.get())) : Optional.empty(),
                quiet && !debug);
    }

    @Override
    public void accepted(Client client) {
        comings.pass(
                prefix(client)
                        + "Accepted new connection from user "
                        + client.peer()
                        + " via "
                        + client.via(),
                this::verbose);
    }

    @Override
    public void signed(Client client, AcmeRequest request) {
        if (quiet && file.isEmpty()) {
            return;
        }
        verbose(
                prefix(client)
                        + "SIGNED "
                        + request.kind()
                        + " "
                        + request.url()
                        + text(request.jws()));
    }

    @Override
    public void refused(
            Client client,
            Refusal refusal,
            Optional<SigningRequest> request,
            Optional<AcmeRequest> acme) {
        String line =
                prefix(client)
                        + "NOSIGN ["
                        + Printable.of(refusal.detail(), LONGEST_DETAIL)
                        + "]"
                        + acme.map(known -> " " + known.kind() + " " + known.url()).orElse("")
                        + request.map(AccountdLog::text).orElse("");
        LogQuota quota = request.isPresent() ? refusals : mishaps;
        quota.pass(line, this::attention);
    }

    /** Shown also where all else is quiet: whoever stands before the token has to learn of it. */
    @Override
    public void waiting(Client client, AcmeRequest request, Duration since, int others) {
        attention(
                prefix(client)
                        + "Waiting for the signer since "
                        + since.toSeconds()
                        + " s: "
                        + request.kind()
                        + " "
                        + request.url()
                        + (others == 0 ? "" : " and " + others + " more")
                        + " (does the token wait for a touch?)");
    }

    @Override
    public void terminated(Client client, Optional<String> cause) {
        LogQuota quota = cause.isPresent() ? mishaps : comings;
        quota.pass(
                prefix(client)
                        + "Connection terminated"
                        + cause.map(reason -> " (" + reason + ")").orElse(""),
                this::verbose);
    }

    @Override
    public void troubled(String problem) {
        warning(problem);
    }

    @Override
    public void warning(String line) {
        attention("Warning: " + line);
    }

    @Override
    public void info(String line) {
        verbose(line);
    }

    @Override
    public void checkpoint(Position position) {
        verbose("Audit checkpoint " + position);
    }

    /** Logs what somebody has to see, also where all else is quiet. */
    void attention(String message) {
        String line = Printable.of(message);
        stderr.write(line);
        file.ifPresent(output -> output.write(line));
    }

    /** Logs what is of no concern where all is well. */
    void verbose(String message) {
        String line = Printable.of(message);
        if (!quiet) {
            stderr.write(line);
        }
        file.ifPresent(output -> output.write(line));
    }

    private static String prefix(Client client) {
        return "[" + client.number() + "] ";
    }

    private static String text(SigningRequest request) {
        return " header=base64url("
                + decoded(request::decodedHeader)
                + ") payload=base64url("
                + decoded(request::decodedPayload)
                + ")";
    }

    private static String decoded(Supplier<byte[]> part) {
        try {
            byte[] bytes = part.get();
            int length = Math.min(bytes.length, QUOTED_BYTES);
            return Printable.of(
                    new String(bytes, 0, length, StandardCharsets.UTF_8), LONGEST_QUOTE);
        } catch (IllegalArgumentException e) {
            return "not base64url";
        }
    }

    /** Waits a while for what is not written yet. Lines can still be logged after it. */
    void flush() {
        stderr.flush();
        file.ifPresent(LogOutput::flush);
    }

    @Override
    public void close() throws IOException {
        flush();
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
