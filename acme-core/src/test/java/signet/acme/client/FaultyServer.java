package signet.acme.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import signet.jose.JsonObject;
import signet.trust.RootCertificates;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ACME server that answers as it is told, and behaves where it is told nothing. It checks no
 * signature and keeps no state; each path has a list of answers, of which the last one stays.
 */
public final class FaultyServer implements AutoCloseable {

    private final TestCertificate certificate = TestCertificate.forLoopback();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> agents = new CopyOnWriteArrayList<>();
    private final AtomicInteger nonces = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;

    /** Starts it on a free port. */
    public FaultyServer() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
        FaultyServerDefaults.script(this);
    }

    /** Says what a path answers, one after the other; the last answer stays. */
    public void script(String path, Answer... inTurn) {
        answers.put(path, new ArrayDeque<>(Arrays.asList(inTurn)));
    }

    /** Makes a path never answer. */
    public void silence(String path) {
        answers.remove(path);
    }

    /** Returns the URL of a path. */
    public URI url(String path) {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Returns the certificate, which is its own root. */
    public X509Certificate root() {
        return certificate.certificate();
    }

    /** Returns method and path of all requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns how many requests there were for a path. */
    public long count(String path) {
        return requests.stream().filter(request -> request.endsWith(" " + path)).count();
    }

    /** Returns the decoded protected headers of all signed requests so far. */
    public List<JsonObject> protectedHeaders() throws IOException {
        List<JsonObject> headers = new CopyOnWriteArrayList<>();
        for (String body : bodies) {
            String encoded = JsonObject.parse(body).requiredString("protected");
            headers.add(JsonObject.parse(Base64.getUrlDecoder().decode(encoded)));
        }
        return headers;
    }

    /** Returns the User-Agent of each request. */
    public List<String> agents() {
        return List.copyOf(agents);
    }

    /** Returns options under which a client trusts this server. */
    public ClientOptions options(Timekeeper time) {
        return ClientOptions.defaults()
                .withTrustedRoots(RootCertificates.of(List.of(root())))
                .withTime(time);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + path);
            agents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
            if (!body.isEmpty()) {
                bodies.add(body);
            }
            Deque<Answer> inTurn = answers.get(path);
            if (inTurn == null) {
                closing.await();
                return;
            }
            exchange.getResponseHeaders().set("Replay-Nonce", "nonce-" + nonces.incrementAndGet());
            next(inTurn).send(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer next(Deque<Answer> inTurn) {
        synchronized (inTurn) {
            return inTurn.size() > 1 ? inTurn.removeFirst() : inTurn.getFirst();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
