package signet.acme.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLParameters;

/**
 * Sends one request and returns its answer, whatever its status. Connections are kept for the next
 * request; redirects are answers like any other. Safe for use by several threads.
 */
final class HttpTransport implements AutoCloseable {

    private static final int MAX_BODY = 1024 * 1024;

    private final HttpClient http;
    private final TransportFailures failures;
    private final RequestObserver observer;
    private final String userAgent;

    HttpTransport(ClientOptions options) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(options.connectTimeout());
        if (!options.trustedRoots().isEmpty()) {
            builder.sslContext(TrustedRoots.context(options.trustedRoots()));
        }
        if (!options.tls().equals(TlsOptions.DEFAULT)) {
            builder.sslParameters(parameters(options.tls()));
        }
        http = builder.build();
        failures = new TransportFailures(!options.trustedRoots().isEmpty());
        observer = options.observer();
        // RFC 8555 section 6.1 asks for the versions of the software and of its HTTP library.
        userAgent = options.software() + " Java/" + Runtime.version().feature();
    }

    private static SSLParameters parameters(TlsOptions tls) {
        SSLParameters parameters = new SSLParameters();
        if (!tls.protocols().isEmpty()) {
            parameters.setProtocols(tls.protocols().toArray(String[]::new));
        }
        if (!tls.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(tls.cipherSuites().toArray(String[]::new));
        }
        return parameters;
    }

    HttpReply get(String operation, URI url, Duration timeout)
            throws AcmeException, InterruptedException {
        return send(operation, request(url).GET().build(), timeout);
    }

    HttpReply head(String operation, URI url, Duration timeout)
            throws AcmeException, InterruptedException {
        return send(operation, request(url).HEAD().build(), timeout);
    }

    HttpReply post(String operation, URI url, String jws, Duration timeout)
            throws AcmeException, InterruptedException {
        BodyPublisher body = BodyPublishers.ofString(jws);
        return send(
                operation,
                request(url).header("Content-Type", "application/jose+json").POST(body).build(),
                timeout);
    }

    private HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url)
                .header("User-Agent", userAgent)
                .header("Accept-Language", "en");
    }

    private HttpReply send(String operation, HttpRequest request, Duration timeout)
            throws AcmeException, InterruptedException {
        long start = System.nanoTime();
        // The request's own timeout ends with the headers: a body that trickles would have no end.
        CompletableFuture<HttpResponse<byte[]>> future =
                http.sendAsync(request, _ -> new BoundedBody(MAX_BODY));
        try {
            HttpResponse<byte[]> answer = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            observer.answered(request.method(), request.uri(), answer.statusCode(), took);
            return new HttpReply(
                    request.uri(), answer.statusCode(), answer.headers(), answer.body());
        } catch (TimeoutException e) {
            throw failures.noAnswer(operation, request.uri(), timeout, e);
        } catch (ExecutionException e) {
            throw failures.of(operation, request.uri(), cause(e));
        } finally {
            future.cancel(true);
        }
    }

    private static IOException cause(ExecutionException e) {
        return e.getCause() instanceof IOException failure ? failure : new IOException(e);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
