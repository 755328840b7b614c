package signet.acme.client;

import org.jspecify.annotations.Nullable;

import signet.text.Printable;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;

import javax.net.ssl.SSLException;

/** Turns what the HTTP library throws into what an administrator can act upon. */
final class TransportFailures {

    private static final int MAX_CAUSES = 10;

    private final boolean ownRoots;

    /**
     * Explains failures.
     *
     * @param ownRoots whether roots are configured, as opposed to those of the JDK
     */
    TransportFailures(boolean ownRoots) {
        this.ownRoots = ownRoots;
    }

    AcmeException noAnswer(String operation, URI url, Duration timeout, Throwable cause) {
        return new AcmeException.ConnectionFailed(
                operation + ": no answer from " + url + " within " + seconds(timeout), true, cause);
    }

    AcmeException of(String operation, URI url, IOException failure) {
        String where = operation + ": ";
        if (find(failure, StackOverflowError.class) != null) {
            // The JDK reads the next answer within the reading of an interim one.
            return new AcmeException.ProtocolViolation(
                    operation, url, "interim answers (HTTP 1xx) without end");
        }
        Throwable tooLong = find(failure, BoundedBody.TooLongException.class);
        if (tooLong != null) {
            return new AcmeException.ProtocolViolation(
                    operation, url, String.valueOf(tooLong.getMessage()));
        }
        if (find(failure, SSLException.class) != null && !isBroken(failure)) {
            return tls(where, url, failure);
        }
        if (find(failure, UnknownHostException.class) != null) {
            return unsent(
                    where
                            + "the host name "
                            + url.getHost()
                            + " can't be resolved; check \"server\""
                            + " of section [client], and the name service",
                    failure);
        }
        if (find(failure, ConnectException.class) != null) {
            return unsent(
                    where
                            + "no connection to "
                            + url
                            + ": "
                            + reason(failure)
                            + "; is the server up, and does the firewall let us out?",
                    failure);
        }
        return new AcmeException.ConnectionFailed(
                where + "the connection to " + url + " broke: " + reason(failure), true, failure);
    }

    /** A reset in the middle of a handshake or of data is the network's doing. */
    private static boolean isBroken(Throwable failure) {
        return find(failure, SocketException.class) != null
                || find(failure, EOFException.class) != null;
    }

    private static AcmeException unsent(String message, Throwable cause) {
        return new AcmeException.ConnectionFailed(message, false, cause);
    }

    private AcmeException tls(String where, URI url, IOException failure) {
        Throwable certificate = find(failure, CertPathValidatorException.class);
        if (certificate == null) {
            certificate = find(failure, CertificateException.class);
        }
        if (certificate == null) {
            return new AcmeException.TlsFailed(
                    where + "no TLS connection to " + url + ": " + reason(failure), failure);
        }
        String mend =
                ownRoots
                        ? "; only the certificates of \"CAfile\" of section [client] are trusted"
                        : "; for a private CA, name its root in \"CAfile\" of section [client]";
        return new AcmeException.TlsFailed(
                where + "the certificate of " + url + " is not trusted: " + reason(failure) + mend,
                failure);
    }

    /** Returns the message of the innermost cause that has one. */
    private static String reason(Throwable failure) {
        String reason = failure.getClass().getSimpleName();
        Throwable current = failure;
        for (int i = 0; current != null && i < MAX_CAUSES; i++) {
            if (current.getMessage() != null) {
                reason = current.getMessage();
            }
            current = current.getCause();
        }
        return Printable.of(reason);
    }

    /** Returns the first of a type among a failure and its causes. */
    static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable current = failure;
        for (int i = 0; current != null && i < MAX_CAUSES; i++) {
            if (type.isInstance(current)) {
                return type.cast(current);
            }
            current = current.getCause();
        }
        return null;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
