package signet.acme.client;

import signet.trust.RootCertificates;

import java.time.Duration;

/**
 * How to talk to an ACME server.
 *
 * @param trustedRoots the only roots that may certify the server; empty for those of the JDK
 * @param timeout how long one operation, or one wait for the CA, may take with all its retries;
 *     zero for no limit
 * @param connectTimeout how long a connection may take to be made
 * @param requestTimeout how long one request may take, from sending to the last byte of the answer
 * @param software name and version for the User-Agent, such as {@code signet/1.0}
 * @param time the clocks
 * @param observer is told of each exchange
 * @param tls which TLS to speak
 */
public record ClientOptions(
        RootCertificates trustedRoots,
        Duration timeout,
        Duration connectTimeout,
        Duration requestTimeout,
        String software,
        Timekeeper time,
        RequestObserver observer,
        TlsOptions tls) {

    /** Checks. */
    public ClientOptions {
        if (timeout.isNegative() || !connectTimeout.isPositive() || !requestTimeout.isPositive()) {
            throw new IllegalArgumentException("A timeout is not positive");
        }
        if (!software.matches("[A-Za-z0-9._+-]+/[A-Za-z0-9._+-]+")) {
            throw new IllegalArgumentException("Not of the form name/version: " + software);
        }
    }

    /** Returns 30 s for an operation, 10 s to connect, 30 s for a request, the JDK's roots. */
    public static ClientOptions defaults() {
        return new ClientOptions(
                RootCertificates.NONE,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                "signet/dev",
                Timekeeper.system(),
                RequestObserver.NONE,
                TlsOptions.DEFAULT);
    }

    /** Returns a copy that trusts these roots and no others; where there is none, the JDK's. */
    public ClientOptions withTrustedRoots(RootCertificates roots) {
        return new ClientOptions(
                roots, timeout, connectTimeout, requestTimeout, software, time, observer, tls);
    }

    /** Returns a copy with another limit for operations; zero for none. */
    public ClientOptions withTimeout(Duration limit) {
        return new ClientOptions(
                trustedRoots, limit, connectTimeout, requestTimeout, software, time, observer, tls);
    }

    /** Returns a copy with another limit for single requests. */
    public ClientOptions withRequestTimeout(Duration limit) {
        return new ClientOptions(
                trustedRoots, timeout, connectTimeout, limit, software, time, observer, tls);
    }

    /** Returns a copy with another software, as {@code name/version}. */
    public ClientOptions withSoftware(String nameAndVersion) {
        return new ClientOptions(
                trustedRoots,
                timeout,
                connectTimeout,
                requestTimeout,
                nameAndVersion,
                time,
                observer,
                tls);
    }

    /** Returns a copy with other clocks. */
    public ClientOptions withTime(Timekeeper clocks) {
        return new ClientOptions(
                trustedRoots,
                timeout,
                connectTimeout,
                requestTimeout,
                software,
                clocks,
                observer,
                tls);
    }

    /** Returns a copy with another observer. */
    public ClientOptions withObserver(RequestObserver listener) {
        return new ClientOptions(
                trustedRoots,
                timeout,
                connectTimeout,
                requestTimeout,
                software,
                time,
                listener,
                tls);
    }

    /** Returns a copy that speaks another TLS. */
    public ClientOptions withTls(TlsOptions newTls) {
        return new ClientOptions(
                trustedRoots,
                timeout,
                connectTimeout,
                requestTimeout,
                software,
                time,
                observer,
                newTls);
    }
}
