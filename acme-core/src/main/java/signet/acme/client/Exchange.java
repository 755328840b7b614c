package signet.acme.client;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import javax.net.ssl.HttpsURLConnection;

/**
 * One request and its answer on one connection, by means of the JDK's {@link HttpsURLConnection},
 * which has less to start than its HTTP client. Reads wait without limit.
 *
 * @param method HEAD, GET, or POST, which has a body
 * @param url an https URL
 * @param fields the fields of the request's header
 * @param body what to send
 */
record Exchange(String method, URI url, Map<String, String> fields, @Nullable String body) {

    private static final int MAX_BODY = 1024 * 1024;
    private static final int FIRST_ERROR = 400;

    /** Has no credentials for anybody: 401 is an answer, and no program's dialog is opened. */
    private static final Authenticator NO_CREDENTIALS = new Authenticator() {};

    /**
     * Connects a request that was not sent yet.
     *
     * @param lane has the connection of the last request, or makes one
     * @throws java.net.UnknownHostException where the server's name has no address
     * @throws java.net.ConnectException where the server can't be reached
     */
    HttpsURLConnection connect(Lane lane, int timeoutMillis) throws IOException {
        HttpsURLConnection connection =
                (HttpsURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        connection.setSSLSocketFactory(lane);
        connection.setConnectTimeout(timeoutMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setAuthenticator(NO_CREDENTIALS);
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        connection.setDoOutput(body != null);
        fields.forEach(connection::setRequestProperty);
        connection.connect();
        return connection;
    }

    /** Sends the request, and reads its answer to the end. */
    HttpReply send(HttpsURLConnection connection) throws IOException {
        if (body != null) {
            // Not in the JDK's streaming mode, which loses the body of an answer with status 401.
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new ProtocolException("the answer is no HTTP");
        }
        return new HttpReply(url, status, fields(connection), body(connection, status));
    }

    private static Map<String, String> fields(HttpURLConnection connection) {
        Map<String, String> fields = new HashMap<>();
        // The field 0 is the status line; one without a colon has no name.
        for (int i = 1; connection.getHeaderField(i) != null; i++) {
            String name = connection.getHeaderFieldKey(i);
            if (name != null) {
                fields.putIfAbsent(name.toLowerCase(Locale.ROOT), connection.getHeaderField(i));
            }
        }
        return fields;
    }

    private byte[] body(HttpURLConnection connection, int status) throws IOException {
        InputStream stream =
                status < FIRST_ERROR ? connection.getInputStream() : connection.getErrorStream();
        if (stream == null) {
            return new byte[0];
        }
        byte[] answer = BoundedBody.read(stream, MAX_BODY);
        // The JDK takes the end of the connection for that of the body.
        if (answer.length < announced(connection)) {
            throw new EOFException("it ended within the answer");
        }
        return answer;
    }

    private long announced(HttpURLConnection connection) {
        boolean applies =
                !method.equals("HEAD") && connection.getHeaderField("Transfer-Encoding") == null;
        return applies ? connection.getContentLengthLong() : 0;
    }
}
