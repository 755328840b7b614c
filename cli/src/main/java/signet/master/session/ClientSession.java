package signet.master.session;

import signet.control.ClientReport;
import signet.control.ClientTask;
import signet.control.TokenMessage;
import signet.jose.JsonException;
import signet.master.challenge.ChallengeServing;
import signet.master.worker.Worker;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One conversation with one client. Every task ends in exactly one result: where the client dies,
 * breaks the protocol, or forgets a task, the master says so itself.
 */
public final class ClientSession {

    private final Worker client;
    private final ChallengeServing challenges;
    private final SignerReplacement signer;
    private final TaskResults results;
    private final Set<String> open = new HashSet<>();
    private final ClientTexts texts = new ClientTexts();

    /** Makes the session of a client that was just started. */
    public ClientSession(
            Worker client,
            ChallengeServing challenges,
            SignerReplacement signer,
            TaskResults results) {
        this.client = client;
        this.challenges = challenges;
        this.signer = signer;
        this.results = results;
    }

    /** The ID under which the result of a {@link ClientTask.Account} is reported. */
    public static final String ACCOUNT = "account";

    /**
     * Hands all tasks down and returns when each has its result.
     *
     * @return whether the client ended as it should
     */
    public boolean run(ClientTask.Start start, List<ClientTask> tasks) {
        return run(start, tasks, Patience.of(start.timeout()));
    }

    /** The same, with a patience of its own. */
    boolean run(ClientTask.Start start, List<ClientTask> tasks, Patience patience) {
        tasks.forEach(task -> open.add(id(task)));
        CompletableFuture<Void> _ = challenges.failure().thenAccept(this::giveUp);
        String end = "";
        Watchdog watchdog = new Watchdog(patience, client::hangUp);
        try (watchdog) {
            send(start, tasks);
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
        String reason = end.isEmpty() ? "the client did not report a result" : end;
        boolean well = open.isEmpty() && end.isEmpty() && client.exit().success();
        open.forEach(id -> results.failed(id, reason));
        open.clear();
        return well;
    }

    private void send(ClientTask.Start start, List<ClientTask> tasks) throws IOException {
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
            ClientReport report = ClientReport.parse(client.receive());
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
                if (open.contains(progress.id())) {
                    texts.step(progress.message(), text -> results.progress(progress.id(), text));
                }
            }
            case ClientReport.Issued issued -> {
                close(issued.id());
                results.issued(issued.id(), issued.chain());
            }
            case ClientReport.AccountFound account -> {
                close(ACCOUNT);
                results.account(account.url(), account.json(), account.termsOfService());
            }
            case ClientReport.Revoked revoked -> {
                close(revoked.id());
                results.revoked(revoked.id());
            }
            case ClientReport.Failed failed -> {
                close(failed.id());
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

    private void close(String id) throws JsonException {
        if (!open.remove(id)) {
            throw new JsonException("a result for a task that is not open");
        }
    }

    /** A failure is the client's to report, for the order that it belongs to. */
    private void token(String token, boolean announce, Watchdog watchdog) throws IOException {
        if (!TokenMessage.isToken(token)) {
            throw new JsonException("a token that is none");
        }
        Optional<String> error = Optional.empty();
        watchdog.pause();
        try {
            if (announce) {
                challenges.announce(token);
            } else {
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

    private static String id(ClientTask task) {
        return switch (task) {
            case ClientTask.Order order -> order.id();
            case ClientTask.Revoke revoke -> revoke.id();
            case ClientTask.Account _ -> ACCOUNT;
            case ClientTask.Start _,
                    ClientTask.End _,
                    ClientTask.TokenDone _,
                    ClientTask.SignerReplaced _ ->
                    throw new IllegalArgumentException("Not a task with a result");
        };
    }
}
