package signet.acme.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request and returns its answer, whatever its status. Connections are kept for the next
 * request; redirects are answers like any other. A request with a body is never sent twice. Safe
 * for use by several threads.
 */
final class HttpTransport implements AutoCloseable {

    private final Exchanges exchanges;
    private final TransportFailures failures;
    private final RequestObserver observer;
    private final Map<String, String> fields;
    private final Map<String, String> fieldsWithBody;

    /** Interrupting a virtual thread closes the socket that it waits for, at any stage. */
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HttpTransport(ClientOptions options) {
        exchanges = new Exchanges(options);
        failures = new TransportFailures(!options.trustedRoots().isEmpty());
        observer = options.observer();
        // RFC 8555 section 6.1 asks for the versions of the software and of its HTTP library.
        String userAgent = options.software() + " Java/" + Runtime.version().feature();
        fields = Map.of("User-Agent", userAgent, "Accept-Language", "en");
        fieldsWithBody =
                Map.of(
                        "User-Agent",
                        userAgent,
                        "Accept-Language",
                        "en",
                        "Content-Type",
                        "application/jose+json");
    }

    HttpReply get(String operation, URI url, Duration timeout)
            throws AcmeException, InterruptedException {
        return send(operation, new Exchange("GET", url, fields, null), timeout);
    }

    HttpReply head(String operation, URI url, Duration timeout)
            throws AcmeException, InterruptedException {
        return send(operation, new Exchange("HEAD", url, fields, null), timeout);
    }

    HttpReply post(String operation, URI url, String jws, Duration timeout)
            throws AcmeException, InterruptedException {
        return send(operation, new Exchange("POST", url, fieldsWithBody, jws), timeout);
    }

    private HttpReply send(String operation, Exchange exchange, Duration timeout)
            throws AcmeException, InterruptedException {
        long start = System.nanoTime();
        // Timeouts of sockets are for each read: an answer that trickles would have no end.
        Future<HttpReply> future = threads.submit(() -> exchanges.carryOut(exchange));
        try {
            HttpReply reply = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            observer.answered(exchange.method(), exchange.url(), reply.status(), took);
            return reply;
        } catch (TimeoutException e) {
            throw failures.noAnswer(operation, exchange.url(), timeout, e);
        } catch (ExecutionException e) {
            throw failures.of(operation, exchange.url(), cause(e));
        } finally {
            future.cancel(true);
        }
    }

    private static IOException cause(ExecutionException e) {
        return e.getCause() instanceof IOException failure ? failure : new IOException(e);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        exchanges.close();
    }
}
