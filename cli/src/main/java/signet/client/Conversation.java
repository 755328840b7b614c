package signet.client;

import signet.acme.client.AcmeClient;
import signet.acme.client.AcmeException;
import signet.acme.client.ClientOptions;
import signet.acme.client.TlsOptions;
import signet.acme.issuance.Issuance;
import signet.control.ClientReport;
import signet.control.ClientTask;
import signet.sandbox.SandboxException;
import signet.sandbox.Use;
import signet.signer.SignerException;
import signet.trust.RootCertificates;

import java.net.URI;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The client's side of the conversation with the master, from the first task to the last result.
 */
final class Conversation {

    /** More orders at once would wait for each other at the signer and burden the CA. */
    private static final int ORDERS_AT_ONCE = 8;

    private final MasterLink master;
    private final SignerSource signers;
    private final ChallengeFiles challengeFiles;
    private final Limits limits;

    /** Gives up what this process won't need. */
    @FunctionalInterface
    interface Limits {
        /**
         * Does it.
         *
         * @param uses what it will need
         * @return what could not be given up, and why
         */
        Optional<String> set(Set<Use> uses) throws SandboxException;
    }

    /**
     * Prepares a conversation.
     *
     * @param signers where the connection to the signer comes from
     * @param challengeFiles where to write challenges, if the master says so
     * @param limits are set before anything is read but from the master
     */
    Conversation(
            MasterLink master, SignerSource signers, ChallengeFiles challengeFiles, Limits limits) {
        this.master = master;
        this.signers = signers;
        this.challengeFiles = challengeFiles;
        this.limits = limits;
    }

    /**
     * Runs it; every task gets a result.
     *
     * @throws SandboxException where the process can't be limited; nothing was read then
     */
    void run() throws InterruptedException, SandboxException {
        master.report(new ClientReport.Ready());
        if (!(master.next() instanceof ClientTask.Start start)) {
            throw new IllegalStateException("The master's first message is not \"start\"");
        }
        Optional<String> missing =
                limits.set(
                        start.challengeDirectory()
                                ? Set.of(Use.CONNECT, Use.WRITE_FILES)
                                : Set.of(Use.CONNECT));
        if (start.debug()) {
            missing.ifPresent(System.err::println);
        }
        try (Heartbeat _ = Heartbeat.start(master);
                SignerKey signer = SignerKey.open(signers);
                AcmeClient acme =
                        AcmeClient.open(URI.create(start.server()), signer, options(start))) {
            TokenService tokens =
                    new TokenService(
                            master,
                            start.challengeDirectory()
                                    ? Optional.of(challengeFiles)
                                    : Optional.empty());
            runAll(new TaskRunner(acme, new Issuance(acme, tokens), master));
        } catch (SignerException e) {
            failAll("the signer: " + e.getMessage());
        } catch (AcmeException | CertificateException e) {
            failAll(String.valueOf(e.getMessage()));
        }
        master.report(new ClientReport.Done());
    }

    private void runAll(TaskRunner runner) throws InterruptedException {
        Semaphore slots = new Semaphore(ORDERS_AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ClientTask task = master.next();
                    !(task instanceof ClientTask.End);
                    task = master.next()) {
                ClientTask current = task;
                slots.acquire();
                threads.execute(
                        () -> {
                            try {
                                master.report(result(runner, current));
                            } finally {
                                slots.release();
                            }
                        });
            }
        }
    }

    private static ClientReport result(TaskRunner runner, ClientTask task) {
        return switch (task) {
            case ClientTask.Order order -> runner.run(order);
            case ClientTask.Account account -> runner.run(account);
            case ClientTask.Revoke revoke -> runner.run(revoke);
            case ClientTask.Start _,
                    ClientTask.End _,
                    ClientTask.TokenDone _,
                    ClientTask.SignerReplaced _ ->
                    throw new IllegalStateException("Not a task with a result");
        };
    }

    /** Without a signer or a server no task can be done, and each is told the same reason. */
    private void failAll(String reason) throws InterruptedException {
        Function<String, ClientReport> failed = id -> new ClientReport.Failed(id, reason);
        for (ClientTask task = master.next();
                !(task instanceof ClientTask.End);
                task = master.next()) {
            switch (task) {
                case ClientTask.Order order -> master.report(failed.apply(order.id()));
                case ClientTask.Revoke revoke -> master.report(failed.apply(revoke.id()));
                case ClientTask.Account _ -> master.report(failed.apply("account"));
                case ClientTask.Start _,
                        ClientTask.End _,
                        ClientTask.TokenDone _,
                        ClientTask.SignerReplaced _ ->
                        throw new IllegalStateException("Not a task with a result");
            }
        }
    }

    private static ClientOptions options(ClientTask.Start start) throws CertificateException {
        ClientOptions options =
                ClientOptions.defaults()
                        .withTimeout(start.timeout())
                        .withTls(new TlsOptions(start.tlsProtocols(), start.cipherSuites()))
                        .withSoftware("signet/" + Version.text());
        if (start.debug()) {
            options =
                    options.withObserver(
                            (method, url, status, took) ->
                                    System.err.println(
                                            method
                                                    + " "
                                                    + url
                                                    + ": HTTP "
                                                    + status
                                                    + ", "
                                                    + took.toMillis()
                                                    + " ms"));
        }
        return options.withTrustedRoots(roots(start.trust()));
    }

    private static RootCertificates roots(String pem) throws CertificateException {
        try {
            return RootCertificates.parse(pem);
        } catch (CertificateException e) {
            throw new CertificateException(
                    "CAfile of section [client]: not all of it is certificates in PEM form", e);
        }
    }
}
