import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an ACME server (RFC 8555) that one order for one name needs. It fetches the answer to
 * the challenge, and checks nothing.
 */
class TrainingServer implements AutoCloseable {
    static final String HOST = "www.example.org";
    private static final String ADDRESS = "127.0.0.1";
    private static final String TOKEN = "training-token-training-token-training-tok";
    private static final Pattern MEMBER = Pattern.compile("\"(payload|csr)\"\\s*:\\s*\"([^\"]*)\"");

    private final TrainingCa ca;
    private final String webserver;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile String authorization = "pending";
    private volatile String certificate;

    /** Starts to serve. {@code webserver} is where challenges are answered, HOST:PORT. */
    TrainingServer(TrainingCa ca, String webserver) throws Exception {
        this.ca = ca;
        this.webserver = webserver;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ca.tls(ADDRESS)));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "https://" + ADDRESS + ":" + server.getAddress().getPort() + path;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            // Of most servers the directory has none: so the first comes from newNonce.
            if (!path.equals("/directory")) {
                exchange.getResponseHeaders().set("Replay-Nonce", UUID.randomUUID().toString());
            }
            exchange.getResponseHeaders().set("Content-Type", type(path));
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            byte[] answer = answer(exchange, path, body).getBytes(StandardCharsets.UTF_8);
            // Servers in Go send in chunks what is longer than a buffer.
            exchange.sendResponseHeaders(
                    path.equals("/new-order") ? 201 : 200,
                    path.equals("/certificate") ? 0 : answer.length);
            exchange.getResponseBody().write(answer);
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private static String type(String path) {
        return path.equals("/certificate")
                ? "application/pem-certificate-chain"
                : "application/json";
    }

    private String answer(HttpExchange exchange, String path, String body) throws Exception {
        switch (path) {
            case "/directory" -> {
                return directory();
            }
            case "/account" -> {
                exchange.getResponseHeaders().set("Location", url("/account/1"));
                return "{\"status\":\"valid\"}";
            }
            case "/authorization" -> {
                return authorization();
            }
            case "/challenge" -> {
                validate();
                return challenge();
            }
            case "/certificate" -> {
                return certificate;
            }
            case "/new-order" -> {
                authorization = "pending";
                certificate = null;
            }
            case "/finalize" -> certificate = ca.issue(decode(member(decode(member(body)))), HOST);
            default -> {}
        }
        exchange.getResponseHeaders().set("Location", url("/order"));
        return order();
    }

    private String directory() {
        return """
        {"newNonce":"%s","newAccount":"%s","newOrder":"%s","revokeCert":"%s","keyChange":"%s"}\
        """
                .formatted(
                        url("/nonce"),
                        url("/account"),
                        url("/new-order"),
                        url("/revoke"),
                        url("/key-change"));
    }

    private String order() {
        String status =
                certificate != null ? "valid" : authorization.equals("valid") ? "ready" : "pending";
        return """
        {"status":"%s","expires":"%s","identifiers":[{"type":"dns","value":"%s"}],"authorizations":["%s"],\
        "finalize":"%s"%s}\
        """
                .formatted(
                        status,
                        expires(),
                        HOST,
                        url("/authorization"),
                        url("/finalize"),
                        certificate == null
                                ? ""
                                : ",\"certificate\":\"" + url("/certificate") + "\"");
    }

    private String authorization() {
        return """
        {"status":"%s","expires":"%s","identifier":{"type":"dns","value":"%s"},"challenges":[%s]}\
        """
                .formatted(authorization, expires(), HOST, challenge());
    }

    private static String expires() {
        return Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String challenge() {
        return """
        {"type":"http-01","status":"%s","url":"%s","token":"%s"}\
        """
                .formatted(authorization, url("/challenge"), TOKEN);
    }

    private void validate() throws IOException {
        URI url = URI.create("http://" + webserver + "/.well-known/acme-challenge/" + TOKEN);
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        authorization = connection.getResponseCode() == 200 ? "valid" : "invalid";
    }

    /** Returns the payload of a JWS, or the CSR of a request to finalize. */
    private static String member(String json) throws IOException {
        Matcher matcher = MEMBER.matcher(json);
        if (!matcher.find()) {
            throw new IOException("neither a payload nor a CSR: " + json);
        }
        return matcher.group(2);
    }

    private static String member(byte[] json) throws IOException {
        return member(new String(json, StandardCharsets.UTF_8));
    }

    private static byte[] decode(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
