package signet.it;

import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import signet.testing.PebbleServer;
import signet.testing.TestProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One host that wants certificates from a Pebble: keys, configuration, and a running accountd. All
 * of it is in one directory.
 */
final class Site implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(90);

    private final Distribution distribution;
    private final Path directory;
    private final PebbleServer pebble;
    private final List<TestProcess> processes = new ArrayList<>();
    private @Nullable ServerSocket silent;
    private @Nullable HttpServer fileServer;
    private int runs;

    private Site(Distribution distribution, Path directory, PebbleServer pebble) {
        this.distribution = distribution;
        this.directory = directory;
        this.pebble = pebble;
    }

    /** Prepares a host: account key, configuration of client and webserver, no sections yet. */
    static Site create(Distribution distribution, PebbleServer pebble) throws IOException {
        Path directory = Distribution.openDirectory("signet-site");
        Site site = new Site(distribution, directory, pebble);
        Files.createDirectory(
                directory.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Finished keygen =
                site.run(
                        distribution.accountd(),
                        "keygen",
                        "--type=ES256",
                        "--out=" + site.accountKey());
        if (keygen.status() != 0) {
            throw new IOException(keygen.output());
        }
        site.configure("", "");
        site.sections("");
        return site;
    }

    /** What a process that has ended left behind. */
    record Finished(int status, String output) {}

    /**
     * Writes signet.conf.
     *
     * @param client further lines of section [client]
     * @param more further sections, and further lines of section [webserver] before them
     */
    void configure(String client, String more) throws IOException {
        write(
                "signet.conf",
                """
                config-certs = signet-certs.conf
                lock = %s
                [client]
                socket = %s
                server = %s
                CAfile = %s
                %s
                [webserver]
                listen = 127.0.0.1:%d
                %s
                """
                        .formatted(
                                directory.resolve("run/lock"),
                                socket(),
                                pebble.directory(),
                                pebble.caFile(),
                                client,
                                pebble.httpPort(),
                                more));
    }

    /** Writes signet-certs.conf. */
    void sections(String text) throws IOException {
        write("signet-certs.conf", text);
    }

    /** Returns a section for one name, with a new server key, that trusts the CA. */
    String section(String name) throws IOException {
        serverKey(name);
        return """
        [%1$s]
        certificate-key = %2$s/%1$s.key
        certificate-chain = %2$s/%1$s.chain.pem
        certificate = %2$s/%1$s.pem
        CAfile = %3$s
        subject = /CN=%1$s
        """
                .formatted(name, directory, issuerRoot());
    }

    /** Makes a server key. */
    void serverKey(String name) throws IOException {
        Finished made =
                run(
                        "openssl",
                        "genpkey",
                        "-algorithm",
                        "EC",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-out",
                        directory.resolve(name + ".key").toString());
        if (made.status() != 0) {
            throw new IOException(made.output());
        }
    }

    /** The file alone says little: a killed accountd leaves it behind. */
    private static boolean listens(Path socket) {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts another program's accountd, and waits until it listens. */
    void startForeignAccountd(String... command) throws IOException {
        start("foreign", List.of(command))
                .await("the socket of accountd", LONG, () -> Files.exists(socket()));
    }

    /** Serves a directory's files as the webserver of somebody else would. */
    void startFileServer(Path files) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), pebble.httpPort()),
                        0);
        server.createContext(
                "/.well-known/acme-challenge/",
                exchange -> {
                    String token = exchange.getRequestURI().getPath().replaceAll(".*/", "");
                    // As another user: what only root or the client could read, nobody gets.
                    Path file = files.resolve(token);
                    boolean readable =
                            Files.exists(file)
                                    && Files.getPosixFilePermissions(file)
                                            .contains(PosixFilePermission.OTHERS_READ);
                    byte[] body = readable ? Files.readAllBytes(file) : new byte[0];
                    exchange.sendResponseHeaders(readable ? 200 : 404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        fileServer = server;
    }

    /** Starts an accountd on the socket of the configuration, and waits until it listens. */
    TestProcess startAccountd(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--privkey=file:" + accountKey()));
        all.addAll(List.of(options));
        return startAccountdAt(socket(), all.toArray(String[]::new));
    }

    /** Starts an accountd on any socket, and waits until it listens. */
    TestProcess startAccountdAt(Path socket, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(distribution.accountd());
        command.add("--socket=" + socket);
        command.addAll(List.of(options));
        TestProcess accountd = start("accountd", command);
        accountd.await("the socket of accountd", LONG, () -> listens(socket));
        return accountd;
    }

    /** Starts an accountd with these options and this environment besides. */
    TestProcess startTokenAccountd(Map<String, String> environment, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(distribution.accountd()));
        command.add("--socket=" + socket());
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        TestProcess accountd =
                TestProcess.start(directory.resolve("accountd." + ++runs + ".log"), builder);
        processes.add(accountd);
        accountd.await("the socket of accountd", LONG, () -> listens(socket()));
        return accountd;
    }

    /** Writes a file that its owner alone can read. */
    void secret(String name, String text) throws IOException {
        write(name, text);
        Files.setPosixFilePermissions(
                directory.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }

    /** Listens on the CA's validation port with a server that accepts and never answers. */
    void startSilentServer() throws IOException {
        silent = new ServerSocket(pebble.httpPort(), 50, InetAddress.getLoopbackAddress());
    }

    /** Runs the master to its end. */
    Finished signet(String... arguments) throws IOException {
        TestProcess process = startSignet(arguments);
        return new Finished(process.awaitExit(LONG), process.text());
    }

    /** Starts the master. */
    TestProcess startSignet(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(distribution.signet());
        command.add("--config=" + directory.resolve("signet.conf"));
        command.addAll(List.of(arguments));
        return start("signet", command);
    }

    /** Registers the account at the CA. */
    void register() throws IOException {
        Finished registered = signet("account", "--register", "--tos-agreed");
        if (registered.status() != 0) {
            throw new IOException(registered.output());
        }
    }

    /** Runs any command to its end. */
    Finished run(String... command) throws IOException {
        TestProcess process = start("command", List.of(command));
        return new Finished(process.awaitExit(LONG), process.text());
    }

    /** Starts any program; it ends with this site at the latest. */
    TestProcess start(String name, List<String> command) throws IOException {
        TestProcess process =
                TestProcess.start(directory.resolve(name + "." + ++runs + ".log"), command);
        processes.add(process);
        return process;
    }

    PebbleServer pebble() {
        return pebble;
    }

    Path accountKey() {
        return directory.resolve("account.key");
    }

    Path socket() {
        return directory.resolve("run/S.signet");
    }

    Path directory() {
        return directory;
    }

    /** Returns the programs of this host. */
    Distribution distribution() {
        return distribution;
    }

    /** Returns the file with the root that the CA's certificates chain to. */
    Path issuerRoot() throws IOException {
        Path file = directory.resolve("issuer-root.pem");
        if (!Files.exists(file)) {
            Files.writeString(file, pebble.issuerRootPem());
        }
        return file;
    }

    void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    @Override
    public void close() throws IOException {
        if (silent != null) {
            silent.close();
        }
        if (fileServer != null) {
            fileServer.stop(0);
        }
        processes.reversed().forEach(TestProcess::close);
    }
}
