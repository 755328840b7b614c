package signet.testing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The ACME test server Pebble with a DNS server in which every name is this host; both listen on
 * loopback ports chosen free, and end at {@link #close()} or with this JVM.
 *
 * <p>Needs the Debian packages pebble and openssl. Safe for use by several threads.
 */
public final class PebbleServer implements AutoCloseable {

    private static final int TRIES = 3;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final PebbleFiles files;
    private final PebblePorts ports;
    private final TestProcess dns;
    private final TestProcess pebble;
    private final TrustingHttps https;

    private PebbleServer(
            PebbleFiles files,
            PebblePorts ports,
            TestProcess dns,
            TestProcess pebble,
            TrustingHttps https) {
        this.files = files;
        this.ports = ports;
        this.dns = dns;
        this.pebble = pebble;
        this.https = https;
    }

    /**
     * Starts a Pebble and waits until it answers.
     *
     * @param folder where its files go; made where it doesn't exist
     * @throws AssertionError where it doesn't answer in time; the message has its log
     */
    public static PebbleServer start(Path folder, PebbleOptions options) throws IOException {
        Files.createDirectories(folder);
        PebbleFiles files = new PebbleFiles(folder.toAbsolutePath());
        files.makeCertificate();
        for (int i = 1; true; i++) {
            try {
                return launch(files, PebblePorts.choose(options), options);
            } catch (AssertionError e) {
                // Another process may have taken a port since we found it free.
                if (i == TRIES || !String.valueOf(e.getMessage()).contains("in use")) {
                    throw e;
                }
            }
        }
    }

    /** Starts a Pebble with the default options. */
    public static PebbleServer start(Path folder) throws IOException {
        return start(folder, PebbleOptions.defaults());
    }

    private static PebbleServer launch(PebbleFiles files, PebblePorts ports, PebbleOptions options)
            throws IOException {
        files.writeConfig(ports, options);
        TestProcess dns = startDns(files, ports, options);
        TestProcess pebble;
        try {
            pebble = startPebble(files, ports, options);
        } catch (IOException e) {
            dns.close();
            throw e;
        }
        var server = new PebbleServer(files, ports, dns, pebble, new TrustingHttps(files.ca()));
        try {
            server.awaitReadiness();
            return server;
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
    }

    private static TestProcess startDns(PebbleFiles files, PebblePorts ports, PebbleOptions options)
            throws IOException {
        return TestProcess.start(
                files.folder().resolve("dns.log"),
                List.of(
                        "pebble-challtestsrv",
                        "-dns01=127.0.0.1:" + ports.dns(),
                        "-management=127.0.0.1:" + ports.dnsManagement(),
                        "-http01=",
                        "-https01=",
                        "-tlsalpn01=",
                        "-defaultIPv4=127.0.0.1",
                        "-defaultIPv6=" + (options.ipv6() ? "::1" : "")));
    }

    private static TestProcess startPebble(
            PebbleFiles files, PebblePorts ports, PebbleOptions options) throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(
                        "pebble",
                        "-config=" + files.config(),
                        "-dnsserver=127.0.0.1:" + ports.dns());
        command.environment().putAll(options.environment());
        return TestProcess.start(files.folder().resolve("pebble.log"), command);
    }

    private void awaitReadiness() {
        dns.await("an open DNS port", DEADLINE, () -> accepts(ports.dns()));
        pebble.await("an open ACME port", DEADLINE, () -> accepts(ports.acme()));
        pebble.await("an open management port", DEADLINE, () -> accepts(ports.management()));
        pebble.await(
                "an answer from " + directory(),
                DEADLINE,
                () -> https.get(directory()).contains("newOrder"));
    }

    private static boolean accepts(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Returns the URL of the directory. */
    public URI directory() {
        return URI.create("https://127.0.0.1:" + ports.acme() + "/dir");
    }

    /** Returns the PEM file with the CA of Pebble's HTTPS. */
    public Path caFile() {
        return files.ca();
    }

    /** Returns the root that the certificates issued by default chain to, as PEM. */
    public String issuerRootPem() throws IOException {
        return issuerRootPem(0);
    }

    /** Returns the root of the n-th chain, as PEM; 0 is the default one. */
    public String issuerRootPem(int number) throws IOException {
        return manage("/roots/" + number);
    }

    /**
     * Returns the body that the management interface answers to a GET.
     *
     * @param path for example /cert-status-by-serial/0123ab
     */
    public String manage(String path) throws IOException {
        return https.get(URI.create("https://127.0.0.1:" + ports.management() + path));
    }

    /** Returns the port on which http-01 is validated. */
    public int httpPort() {
        return ports.http();
    }

    /** Returns the port of the DNS server's management interface (plain HTTP). */
    public int dnsManagementPort() {
        return ports.dnsManagement();
    }

    /** Returns the file with Pebble's log. */
    public Path log() {
        return pebble.output();
    }

    @Override
    public void close() {
        pebble.close();
        dns.close();
    }
}
