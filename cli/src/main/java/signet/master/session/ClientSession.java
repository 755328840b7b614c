package signet.master.session;

import signet.control.ClientReport;
import signet.control.ClientTask;
import signet.control.TokenMessage;
import signet.jose.JsonException;
import signet.limits.Rate;
import signet.master.challenge.ChallengeServing;
import signet.master.worker.Worker;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One conversation with one client. Every task ends in exactly one result of its own kind: where
 * the client dies, breaks the protocol, or forgets a task, the master says so itself. A client has
 * no more tokens announced than its orders have names.
 */
public final class ClientSession {

    /** Several times what a client says that has many orders at a CA next door. */
    private static final int MESSAGES = 10_000;

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Worker client;
    private final ChallengeServing challenges;
    private final SignerReplacement signer;
    private final TaskResults results;
    private final ClientTexts texts = new ClientTexts();
    private final List<ClientTask> tasks;
    private final OpenTasks open;

    /** Of all orders: a token of one that has ended, and was not withdrawn, harms no other. */
    private final int names;

    private final Set<String> announced = new HashSet<>();
    private final Rate<ClientSession> messages = new Rate<>(MESSAGES, PERIOD, 1, System::nanoTime);

    /**
     * Makes the session of a client that was just started.
     *
     * @param tasks what the client is to do, each of a kind that has a result, and with an ID of
     *     its own
     */
    public ClientSession(
            Worker client,
            ChallengeServing challenges,
            SignerReplacement signer,
            TaskResults results,
            List<ClientTask> tasks) {
        this.client = client;
        this.challenges = challenges;
        this.signer = signer;
        this.results = results;
        this.tasks = List.copyOf(tasks);
        this.open = new OpenTasks(tasks);
        this.names = open.names();
    }

    /** The ID under which the result of a {@link ClientTask.Account} is reported. */
    public static final String ACCOUNT = "account";

    /**
     * Hands all tasks down and returns when each has its result.
     *
     * @return whether the client ended as it should
     */
    public boolean run(ClientTask.Start start) {
        return run(start, Patience.of(start.timeout()));
    }

    /** The same, with a patience of its own. */
    boolean run(ClientTask.Start start, Patience patience) {
        CompletableFuture<Void> _ = challenges.failure().thenAccept(this::giveUp);
        String end = "";
        Watchdog watchdog = new Watchdog(patience, client::hangUp);
        try (watchdog) {
            send(start);
            converse(watchdog);
        } catch (JsonException e) {
            end = "the client broke the protocol: " + e.getMessage();
        } catch (IOException e) {
            end = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        client.close();
        if (!end.isEmpty()) {
            // Where we ended the client ourselves, what made us do it is what counts.
            end = watchdog.reason().orElse(challenges.failure().getNow(end));
        }
        List<String> unanswered = open.closeAll();
        String reason = end.isEmpty() ? "the client did not report a result" : end;
        unanswered.forEach(id -> results.failed(id, reason));
        if (end.isEmpty() && !client.exit().success()) {
            end = "the client died (" + client.exit() + ")";
        }
        if (unanswered.isEmpty() && !end.isEmpty()) {
            results.broken(end);
        }
        return unanswered.isEmpty() && end.isEmpty();
    }

    private void send(ClientTask.Start start) throws IOException {
        client.send(start.encode());
        for (ClientTask task : tasks) {
            client.send(task.encode());
        }
        client.send(new ClientTask.End().encode());
    }

    /** Returns when the client is done. */
    private void converse(Watchdog watchdog) throws IOException {
        boolean ready = false;
        while (true) {
            String line = client.receive();
            if (!(messages.take(this) instanceof Rate.Ticket)) {
                throw new JsonException(
                        "more than " + MESSAGES + " messages in " + PERIOD.toSeconds() + " s");
            }
            ClientReport report = ClientReport.parse(line);
            if (ready == report instanceof ClientReport.Ready) {
                throw new JsonException(ready ? "ready twice" : "not ready");
            }
            if (report instanceof ClientReport.Done) {
                return;
            }
            if (report instanceof ClientReport.Ready) {
                client.verifyPrivileges();
                ready = true;
                watchdog.heard();
            } else {
                accept(report, watchdog);
            }
        }
    }

    private void accept(ClientReport report, Watchdog watchdog) throws IOException {
        int before = open.size();
        if (before > 0) {
            watchdog.heard();
        }
        switch (report) {
            case ClientReport.Announce announce -> token(announce.token(), true, watchdog);
            case ClientReport.Withdraw withdraw -> token(withdraw.token(), false, watchdog);
            case ClientReport.SignerLost lost -> replaceSigner(lost.elsewhere(), watchdog);
            case ClientReport.Progress progress -> {
                if (open.isOpen(progress.id())) {
                    texts.step(progress.message(), text -> results.progress(progress.id(), text));
                }
            }
            case ClientReport.Issued issued -> {
                open.close(issued.id(), ClientTask.Order.class);
                results.issued(issued.id(), issued.chain());
            }
            case ClientReport.AccountFound account -> {
                open.close(ACCOUNT, ClientTask.Account.class);
                results.account(account.url(), account.json(), account.termsOfService());
            }
            case ClientReport.Revoked revoked -> {
                open.close(revoked.id(), ClientTask.Revoke.class);
                results.revoked(revoked.id());
            }
            case ClientReport.Failed failed -> {
                open.close(failed.id(), ClientTask.class);
                results.failed(failed.id(), ClientTexts.error(failed.error()));
            }
            case ClientReport.Alive _ -> {}
            case ClientReport.Ready _, ClientReport.Done _ ->
                    throw new IllegalStateException("Handled before");
        }
        if (open.size() < before) {
            watchdog.ended();
        }
    }

    private void replaceSigner(boolean elsewhere, Watchdog watchdog) throws IOException {
        Optional<String> error = Optional.empty();
        watchdog.pause();
        try {
            signer.replace(elsewhere);
        } catch (IOException e) {
            error = Optional.of(String.valueOf(e.getMessage()));
        }
        // It may be one that does not read.
        watchdog.heard();
        client.send(new ClientTask.SignerReplaced(error).encode());
    }

    /** A failure is the client's to report, for the order that it belongs to. */
    private void token(String token, boolean announce, Watchdog watchdog) throws IOException {
        if (!TokenMessage.isToken(token)) {
            throw new JsonException("a token that is none");
        }
        if (announce && !announced.contains(token) && announced.size() >= names) {
            throw new JsonException("more tokens are announced than names are ordered");
        }
        Optional<String> error = Optional.empty();
        watchdog.pause();
        try {
            if (announce) {
                challenges.announce(token);
                announced.add(token);
            } else {
                announced.remove(token);
                challenges.withdraw(token);
            }
        } catch (IOException e) {
            error = Optional.of(String.valueOf(e.getMessage()));
        }
        watchdog.heard();
        client.send(new ClientTask.TokenDone(token, error).encode());
    }

    /** Without a way to answer challenges there is no sense in going on. */
    private void giveUp(String reason) {
        client.hangUp();
    }
}
