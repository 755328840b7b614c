package signet.master;

import signet.config.AccountdConfig;
import signet.config.AccountdSpawnConfig;
import signet.config.ClientConfig;
import signet.config.ConfigException;
import signet.config.RunAs;
import signet.config.TlsVersion;
import signet.config.WebserverConfig;
import signet.control.ClientTask;
import signet.master.challenge.ChallengeDirectory;
import signet.master.challenge.ChallengeServing;
import signet.master.challenge.WebserverStarter;
import signet.master.firewall.Firewall;
import signet.master.process.Descriptor;
import signet.master.process.PrivilegeException;
import signet.master.process.Privileges;
import signet.master.process.Spawner;
import signet.master.process.UserDatabase;
import signet.master.session.ClientSession;
import signet.master.session.TaskResults;
import signet.master.signer.SignerSource;
import signet.master.signer.SocketSigner;
import signet.master.signer.SpawnedSigner;
import signet.master.worker.Worker;
import signet.master.worker.WorkerSpec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of a run, each started as the configuration says. */
final class Children {

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

    /**
     * Reaches the signer, or starts one where there is a section {@code [accountd]} and no {@code
     * --socket}.
     */
    SignerSource signer() throws IOException, ConfigException {
        Optional<AccountdSpawnConfig> spawn = run.config().accountd();
        if (spawn.isPresent() && run.options().socket().isEmpty()) {
            return run.cleanup().add(startAccountd(spawn.get()));
        }
        SocketSigner signer = new SocketSigner(socket());
        signer.check();
        return run.cleanup().add(signer);
    }

    private Path socket() throws ConfigException {
        if (run.options().socket().isPresent()) {
            return run.specifiers().expandPath(run.options().socket().get()).toAbsolutePath();
        }
        Optional<Path> configured = run.config().client().socket();
        return configured.isPresent()
                ? configured.get()
                : AccountdConfig.defaultSocket(run.specifiers());
    }

    private SpawnedSigner startAccountd(AccountdSpawnConfig config)
            throws IOException, ConfigException {
        List<String> command = new ArrayList<>();
        List<String> program = orOurs(config.command(), "bin/signet-accountd");
        for (String word : program) {
            command.add(run.specifiers().expand(word));
        }
        command.add("--stdio");
        config.config().ifPresent(file -> command.add("--config=" + file));
        config.privkey().ifPresent(key -> command.add("--privkey=" + key));
        if (config.quiet()) {
            command.add("--quiet");
        }
        if (run.messages().debugging()) {
            command.add("--debug");
        }
        return SpawnedSigner.start(
                spawner, command, privileges("accountd", config.runAs()), terminal());
    }

    /** What a program needs to ask the person at the terminal. */
    private static Map<String, String> terminal() {
        Map<String, String> terminal = new java.util.HashMap<>();
        for (String name : List.of("TERM", "GPG_TTY")) {
            Optional.ofNullable(System.getenv(name)).ifPresent(value -> terminal.put(name, value));
        }
        return terminal;
    }

    /** Closes what a killed run has left open in the firewall. */
    void closeFirewall() throws IOException {
        firewall().removeLeftovers();
    }

    private Firewall firewall() throws IOException {
        return new Firewall(run.config().webserver().firewall(), run.isRoot(), run.messages());
    }

    /** Makes challenges visible, by webservers of ours or in a directory. */
    ChallengeServing challenges(SignerSource signer) throws IOException {
        WebserverConfig config = run.config().webserver();
        if (config.challengeDirectory().isPresent()) {
            return run.cleanup().add(ChallengeDirectory.open(config.challengeDirectory().get()));
        }
        WebserverStarter starter =
                new WebserverStarter(
                        spawner,
                        orOurs(config.command(), "libexec/signet-webserver"),
                        privileges("webserver", config.runAs()),
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
            SignerSource signer,
            ChallengeServing challenges,
            List<ClientTask> tasks,
            TaskResults results)
            throws IOException {
        Worker client;
        try (Descriptor connection = signer.connection()) {
            client =
                    run.cleanup()
                            .add(
                                    Worker.start(
                                            spawner,
                                            clientSpec(connection, challenges),
                                            line -> run.messages().info("client: " + line)));
        }
        return new ClientSession(client, challenges, results)
                .run(startMessage(challenges.writtenByClient()), tasks);
    }

    private WorkerSpec clientSpec(Descriptor connection, ChallengeServing challenges)
            throws PrivilegeException {
        ClientConfig config = run.config().client();
        return new WorkerSpec(
                "client",
                orOurs(config.command(), "libexec/signet-client"),
                privileges("client", config.runAs()),
                Map.of(0, connection),
                challenges.clientDirectory());
    }

    private ClientTask.Start startMessage(boolean challengeDirectory) throws IOException {
        ClientConfig config = run.config().client();
        Optional<String> trust =
                config.caFile().isPresent()
                        ? Optional.of(TrustFile.read(config.caFile().get()))
                        : TrustFile.readSystem();
        return new ClientTask.Start(
                config.server().toString(),
                config.timeout(),
                trust,
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
        String home = System.getProperty("signet.home");
        if (home == null) {
            throw new IllegalStateException(
                    "signet.home is not set; start this program by bin/signet");
        }
        return List.of(Path.of(home, program).toString());
    }
}
