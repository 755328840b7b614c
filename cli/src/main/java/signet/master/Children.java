package signet.master;

import signet.config.ClientConfig;
import signet.config.ConfigException;
import signet.config.Installation;
import signet.config.RunAs;
import signet.config.SystemRoots;
import signet.config.TlsVersion;
import signet.config.WebserverConfig;
import signet.control.ClientTask;
import signet.master.challenge.ChallengeDirectory;
import signet.master.challenge.ChallengeServing;
import signet.master.challenge.WebserverStarter;
import signet.master.firewall.Firewall;
import signet.master.process.Descriptor;
import signet.master.process.DescriptorPass;
import signet.master.process.PrivilegeException;
import signet.master.process.Privileges;
import signet.master.process.SocketPair;
import signet.master.process.Spawner;
import signet.master.process.UserDatabase;
import signet.master.session.ClientSession;
import signet.master.session.TaskResults;
import signet.master.signer.RunSigner;
import signet.master.worker.Worker;
import signet.master.worker.WorkerSpec;
import signet.sandbox.Landlock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of a run, each started as the configuration says. */
final class Children {

    /** How long a signer that is restarted may be away. */
    private static final Duration SIGNER_PATIENCE = Duration.ofSeconds(10);

    /** The client's descriptors: its signer's connection, and where it is given another one. */
    private static final int SIGNER = 0;

    private static final int MORE_SIGNERS = 3;

    private static final String CLIENT = "libexec/signet-client";
    private static final String WEBSERVER = "libexec/signet-webserver";

    private final Invocation run;
    private final Spawner spawner = new Spawner();
    private final UserDatabase users = new UserDatabase();

    Children(Invocation run) {
        this.run = run;
    }

    /** Checks whom client and webserver run as, before anything depends on it. */
    void check() throws PrivilegeException {
        privileges("client", run.config().client().runAs());
        privileges("webserver", run.config().webserver().runAs());
    }

    /** Reaches the signer of this run, or starts it. */
    RunSigner signer() throws IOException, ConfigException {
        RunSigner signer =
                run.cleanup()
                        .add(
                                new RunSigner(
                                        new SignerPlaces(run, spawner, users).all(),
                                        SIGNER_PATIENCE,
                                        run.messages()::warning));
        signer.connect();
        return signer;
    }

    /** Closes what a killed run has left open in the firewall. */
    void closeFirewall() throws IOException {
        firewall().removeLeftovers();
    }

    private Firewall firewall() throws IOException {
        return new Firewall(run.config().webserver().firewall(), run.isRoot(), run.messages());
    }

    /** Makes challenges visible, by webservers of ours or in a directory. */
    ChallengeServing challenges(RunSigner signer) throws IOException {
        WebserverConfig config = run.config().webserver();
        if (config.challengeDirectory().isPresent()) {
            return run.cleanup().add(ChallengeDirectory.open(config.challengeDirectory().get()));
        }
        List<String> command = orOurs(config.command(), WEBSERVER);
        WebserverStarter starter =
                new WebserverStarter(
                        spawner,
                        command,
                        privileges("webserver", config.runAs()),
                        isOurs(command, WEBSERVER)
                                ? Optional.of(rulesets().webserver())
                                : Optional.empty(),
                        line -> run.messages().debug("webserver: " + line));
        ChallengeServing serving = run.cleanup().add(starter.start(config.listen(), signer));
        // Added before it opens: a signal in between must find it.
        run.cleanup().add(firewall()).open(config.listen());
        return serving;
    }

    /**
     * Starts a client, and has it do its tasks.
     *
     * @return whether the client ended as it should
     */
    boolean converse(
            RunSigner signer,
            ChallengeServing challenges,
            List<ClientTask> tasks,
            TaskResults results)
            throws IOException {
        SocketPair more = SocketPair.open();
        try (Descriptor ours = more.ours()) {
            Worker client;
            try (Descriptor theirs = more.theirs()) {
                client =
                        run.cleanup()
                                .add(
                                        Worker.start(
                                                spawner,
                                                clientSpec(signer.connection(), theirs, challenges),
                                                line -> run.messages().info("client: " + line)));
            }
            return new ClientSession(
                            client,
                            challenges,
                            elsewhere -> DescriptorPass.send(ours, signer.replace(elsewhere)),
                            results,
                            tasks)
                    .run(startMessage(challenges.writtenByClient()));
        }
    }

    private WorkerSpec clientSpec(
            Descriptor connection, Descriptor more, ChallengeServing challenges)
            throws IOException {
        ClientConfig config = run.config().client();
        List<String> command = orOurs(config.command(), CLIENT);
        return new WorkerSpec(
                "client",
                command,
                privileges("client", config.runAs()),
                isOurs(command, CLIENT)
                        ? Optional.of(rulesets().client(challenges))
                        : Optional.empty(),
                Map.of(SIGNER, connection, MORE_SIGNERS, more),
                challenges.clientDirectory());
    }

    private ClientTask.Start startMessage(boolean challengeDirectory) throws IOException {
        ClientConfig config = run.config().client();
        Path trust = config.caFile().orElseGet(SystemRoots::file);
        return new ClientTask.Start(
                config.server().toString(),
                config.timeout(),
                TrustFile.read(trust),
                config.tlsVersions().stream().map(TlsVersion::protocol).sorted().toList(),
                config.cipherSuites(),
                challengeDirectory,
                run.messages().debugging());
    }

    private Privileges privileges(String section, RunAs runAs) throws PrivilegeException {
        return Privileges.of(
                users,
                run.config().file() + ", section [" + section + "]",
                runAs.user(),
                runAs.group(),
                run.isRoot());
    }

    /** Of a program that somebody else has named, nobody knows what it needs. */
    private static boolean isOurs(List<String> command, String program) {
        return command.equals(List.of(ours(program)));
    }

    private Rulesets rulesets() {
        if (Landlock.find().isEmpty()) {
            run.messages().debug("This kernel does not offer Landlock: files are not restricted");
        }
        return new Rulesets(Path.of(ours("")), Installation.java());
    }

    /** The launcher says where our programs are. */
    private List<String> orOurs(List<String> configured, String program) {
        List<String> lacmes = List.of(program.replace("libexec/signet-", "/usr/libexec/lacme/"));
        if (configured.equals(lacmes)) {
            run.messages()
                    .warning(
                            run.config().file()
                                    + ": command: "
                                    + lacmes.getFirst()
                                    + " can be started by lacme alone, using "
                                    + program
                                    + "; remove the key");
        } else if (!configured.isEmpty()) {
            return configured;
        }
        return List.of(ours(program));
    }

    /** Returns the path of a program of the distribution. */
    static String ours(String program) {
        return Installation.folder()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "signet.home is not set; start this program by bin/signet"))
                .resolve(program)
                .toString();
    }
}
