package signet.acme.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;

import javax.net.ssl.HttpsURLConnection;

/**
 * Carries out exchanges over connections that it keeps. What it does in a virtual thread ends when
 * that is interrupted; nothing else limits its time. Safe for use by several threads.
 */
final class Exchanges implements AutoCloseable {

    private final TlsSockets sockets;
    private final Lanes lanes;
    private final int connectTimeout;

    Exchanges(ClientOptions options) {
        sockets = new TlsSockets(options);
        lanes = new Lanes(sockets);
        connectTimeout = millis(options.connectTimeout());
    }

    private static int millis(Duration duration) {
        return (int) Math.clamp(duration.toMillis(), 1L, Integer.MAX_VALUE);
    }

    HttpReply carryOut(Exchange exchange) throws IOException {
        Lane lane = lanes.take(exchange.url());
        boolean done = false;
        try {
            HttpsURLConnection connection = connect(exchange, lane);
            if (exchange.body() != null) {
                lane.seal();
            }
            HttpReply reply = exchange.send(connection);
            done = true;
            return reply;
        } finally {
            if (done) {
                lanes.giveBack(lane);
            } else {
                lane.close();
            }
        }
    }

    private HttpsURLConnection connect(Exchange exchange, Lane lane) throws IOException {
        boolean allGroups = sockets.offersAllGroups();
        try {
            return exchange.connect(lane, connectTimeout);
        } catch (UnknownHostException e) {
            throw e;
        } catch (IOException e) {
            if (!lane.hasReachedServer()) {
                throw unreached(e);
            }
            if (allGroups || TransportFailures.find(e, CertificateException.class) != null) {
                throw e;
            }
        }
        // Whatever was wrong, the failure that counts is that of a handshake with all groups.
        sockets.offerAllGroups();
        return exchange.connect(lane, connectTimeout);
    }

    private static ConnectException unreached(IOException failure) {
        ConnectException unreached = new ConnectException(failure.getMessage());
        unreached.initCause(failure);
        return unreached;
    }

    @Override
    public void close() {
        lanes.close();
    }
}
