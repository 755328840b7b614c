package signet.acme.client;

import signet.acme.Directory;
import signet.acme.MalformedResourceException;
import signet.acme.UnsafeUrlException;
import signet.jose.JsonException;

import java.net.URI;
import java.time.Duration;

/**
 * Fetches the directory (RFC 8555 section 7.1.1) and tells a wrong URL from a server in trouble.
 */
final class DirectoryFinder implements Request {

    private static final int TOO_MANY_REQUESTS = 429;

    private final URI url;
    private final HttpTransport transport;

    DirectoryFinder(URI url, HttpTransport transport) {
        this.url = url;
        this.transport = transport;
    }

    Directory find(Requester requester, Deadline deadline)
            throws AcmeException, InterruptedException {
        try {
            return Directory.fromJson(requester.send(this, deadline).json());
        } catch (AcmeException.ServerProblem e) {
            if (e.httpStatus() >= 500 || e.httpStatus() == TOO_MANY_REQUESTS) {
                throw e;
            }
            throw new AcmeException.WrongDirectory(url, "HTTP " + e.httpStatus());
        } catch (AcmeException.ProtocolViolation e) {
            throw new AcmeException.WrongDirectory(url, e.reason());
        } catch (UnsafeUrlException e) {
            throw new AcmeException.UnsafeUrl(
                    operation().name(), e.url(), String.valueOf(e.getMessage()));
        } catch (JsonException | MalformedResourceException e) {
            throw new AcmeException.WrongDirectory(url, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Operation operation() {
        return Operation.repeatable("directory");
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public HttpReply send(Duration timeout) throws AcmeException, InterruptedException {
        return transport.get(operation().name(), url, timeout);
    }
}
