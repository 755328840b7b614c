package signet.acme.client;

import signet.trust.RootCertificates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server that does with each connection what a test says, below the level of HTTP. */
final class TlsServer implements AutoCloseable {

    /** What is done with a connection, which is closed afterwards. */
    interface Service {
        void serve(Connection connection) throws IOException;
    }

    /**
     * A connection.
     *
     * @param number the first one has 1
     */
    record Connection(TlsServer server, SSLSocket socket, int number) {

        /** Reads one request with its body; returns whether there was one. */
        boolean readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                read.write(next);
                head = read.toString(StandardCharsets.ISO_8859_1);
            }
            Matcher length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            server.requests.add(head + new String(body, StandardCharsets.UTF_8));
            return true;
        }

        /** Answers all requests, until the client closes the connection. */
        void answerAll(String answer) throws IOException {
            while (readRequest()) {
                write(answer);
            }
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

    private final TestCertificate certificate;
    private final Service service;
    private final SSLServerSocket listener;
    private final List<SSLSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private TlsServer(TestCertificate certificate, SSLParameters parameters, Service service)
            throws Exception {
        this.certificate = certificate;
        this.service = service;
        listener =
                (SSLServerSocket)
                        certificate
                                .serverContext()
                                .getServerSocketFactory()
                                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listener.setSSLParameters(parameters);
    }

    static TlsServer start(Service service) throws Exception {
        return start(TestCertificate.forLoopback(), new SSLParameters(), service);
    }

    static TlsServer start(TestCertificate certificate, SSLParameters tls, Service service)
            throws Exception {
        TlsServer server = new TlsServer(certificate, tls, service);
        server.threads.execute(server::accept);
        return server;
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) listener.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                threads.execute(() -> serve(socket, number));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(SSLSocket socket, int number) {
        try (socket) {
            service.serve(new Connection(this, socket, number));
        } catch (IOException e) {
            // The client went away, which tests look at from its side.
        }
    }

    URI url(String path) {
        return URI.create("https://127.0.0.1:" + listener.getLocalPort() + path);
    }

    /** Returns options under which a client trusts this server. */
    ClientOptions options() {
        return ClientOptions.defaults()
                .withTrustedRoots(RootCertificates.of(List.of(certificate.certificate())));
    }

    /** Returns head and body of each request that was read whole. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SSLSocket socket : sockets) {
            socket.close();
        }
        threads.close();
    }
}
