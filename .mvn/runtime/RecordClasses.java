import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes anew which classes each executable loads: gets a certificate with the four, from a server
 * in this process, and has the token's helper sign, while Java lists them. The lists are part of
 * the sources, as no two runs load exactly the same classes, and are worth recording again when a
 * library or Java itself is changed.
 */
class RecordClasses {
    private static final long PATIENCE_SECONDS = 180;

    private static final String RUNTIME = "lib/runtime";

    /** On a loopback address of our own nobody else takes the port. */
    private static final String WEBSERVER_ADDRESS = "127.83.71.78";

    private final Path home;
    private final Path work;
    private final Map<String, Recorder> recorders = new LinkedHashMap<>();

    private RecordClasses(Path home, Path work) throws IOException {
        this.home = home;
        this.work = work;
        for (String program :
                List.of("signet-master", "signet-accountd", "signet-client", "signet-webserver")) {
            recorders.put(program, Recorder.of(program, work, home.resolve(RUNTIME)));
        }
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        Path work = Files.createTempDirectory("signet-training");
        Path lists = Path.of(args[1]);
        try {
            RecordClasses training = new RecordClasses(home, work);
            training.run();
            training.writeLists(lists);
        } catch (IOException e) {
            System.err.println("The recording failed: " + e.getMessage());
            System.exit(1);
        } finally {
            Folders.delete(work);
        }
    }

    private void run() throws Exception {
        TrainingCa ca = new TrainingCa();
        String webserver = WEBSERVER_ADDRESS + ":" + freePort();
        try (TrainingServer server = new TrainingServer(ca, webserver)) {
            writeFiles(ca);
            configure(
                    webserver,
                    server.url("/directory"),
                    wrap("signet-client").toString(),
                    wrap("signet-webserver").toString());
            Process accountd = startAccountd();
            try {
                order();
                // The list is the last run's: one that shuts client and webserver in, as it does
                // with no other programs than ours. They could not write their lists there.
                Files.delete(work.resolve("due.pem"));
                configure(webserver, server.url("/directory"), "", "");
                order();
            } finally {
                accountd.destroy();
            }
            finish("signet-accountd", accountd);
        }
        trainHelper();
    }

    private void trainHelper() throws Exception {
        String program = "signet-token";
        TrainingToken token =
                TrainingToken.make(work.resolve("softhsm"), PATIENCE_SECONDS)
                        .orElseThrow(() -> new IOException("SoftHSM2 is missing"));
        token.makeKey(home.resolve("libexec").resolve(program));
        Recorder recorder = Recorder.of(program, work, home.resolve(RUNTIME));
        recorders.put(program, recorder);
        finish(program, start(program, "libexec/" + program, Recorder.ONLY_OPTIONS));
        token.sign(recorder.recordingCommand());
    }

    private void order() throws Exception {
        finish(
                "signet-master",
                start(
                        "signet-master",
                        "bin/signet",
                        "--config=" + work.resolve("signet.conf"),
                        "newOrder"));
    }

    /** One section is due, and another one is not. */
    private void writeFiles(TrainingCa ca) throws Exception {
        makeKey("account.key");
        makeKey("due.key");
        KeyPair valid = newKey("valid.key");
        Files.writeString(work.resolve("valid.pem"), ca.issue(valid, TrainingServer.HOST));
        Files.writeString(work.resolve("root.pem"), ca.rootPem());
        Files.writeString(work.resolve("signet-certs.conf"), section("due") + section("valid"));
    }

    /** Writes signet.conf; a command that is empty is our own program. */
    private void configure(
            String address, String directory, String clientCommand, String webserverCommand)
            throws Exception {
        Files.writeString(
                work.resolve("signet.conf"),
                """
                config-certs = signet-certs.conf
                lock = %1$s/lock
                [client]
                socket = %1$s/S
                user =
                group =
                command = %4$s
                server = %2$s
                CAfile = %1$s/root.pem
                [webserver]
                listen = %3$s
                user =
                group =
                command = %5$s
                iptables = No
                """
                        .formatted(work, directory, address, clientCommand, webserverCommand));
    }

    private String section(String name) {
        return """
        [%1$s]
        certificate = %2$s/%1$s.pem
        certificate-key = %2$s/%1$s.key
        subject = /CN=%3$s
        CAfile = %2$s/root.pem
        """
                .formatted(name, work, TrainingServer.HOST);
    }

    /** A file as most tools write it, with the public key: the JDK writes none. */
    private void makeKey(String name) throws Exception {
        String program = home.resolve("bin/signet-accountd").toString();
        finish(
                "signet-accountd",
                start(
                        "signet-accountd",
                        new ProcessBuilder(
                                program, "keygen", "--type=ES256", "--out=" + work.resolve(name))));
    }

    private KeyPair newKey(String name) throws Exception {
        KeyPair keys = TrainingCa.newKeys();
        Path file =
                Files.createFile(
                        work.resolve(name),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, TrainingCa.pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        return keys;
    }

    private Path wrap(String program) throws IOException {
        return recorders.get(program).wrap(home.resolve("libexec").resolve(program));
    }

    private Process startAccountd() throws Exception {
        Path socket = work.resolve("S");
        Process accountd =
                start(
                        "signet-accountd",
                        "bin/signet-accountd",
                        "--privkey=file:" + work.resolve("account.key"),
                        "--socket=" + socket);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(socket)) {
            if (accountd.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                accountd.destroy();
                throw new IOException("signet-accountd did not start: " + log("signet-accountd"));
            }
        }
        return accountd;
    }

    private Process start(String program, String launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve(launcher).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SIGNET_JAVA", recorders.get(program).folder().toString());
        return start(program, builder);
    }

    private Process start(String program, ProcessBuilder builder) throws IOException {
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(work.resolve(program + ".log").toFile()))
                .start();
    }

    private void finish(String program, Process process) throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new IOException(program + " did not end: " + log(program));
        }
        if (process.exitValue() != 0) {
            throw new IOException(program + " failed: " + log(program));
        }
    }

    private String log(String program) throws IOException {
        Path file = work.resolve(program + ".log");
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    private void writeLists(Path lists) throws IOException {
        Files.createDirectories(lists);
        for (Recorder recorder : recorders.values()) {
            Files.write(lists.resolve(recorder.program()), ClassList.of(recorder.recordedLines()));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket =
                new ServerSocket(0, 1, InetAddress.getByName(WEBSERVER_ADDRESS))) {
            return socket.getLocalPort();
        }
    }
}
