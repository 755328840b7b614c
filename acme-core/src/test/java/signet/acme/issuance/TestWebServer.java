package signet.acme.issuance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves announced challenge answers on loopback. */
final class TestWebServer implements ChallengeResponder, AutoCloseable {

    private static final String PREFIX = "/.well-known/acme-challenge/";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    TestWebServer(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(PREFIX, this::serve);
        server.setExecutor(threads);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestURI().getPath().substring(PREFIX.length());
            String answer = answers.get(token);
            byte[] body = (answer == null ? "" : answer).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Returns the tokens that are served now. */
    Set<String> served() {
        return Set.copyOf(answers.keySet());
    }

    @Override
    public void announce(String token, String keyAuthorization) {
        answers.put(token, keyAuthorization);
    }

    @Override
    public void withdraw(String token) {
        answers.remove(token);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
