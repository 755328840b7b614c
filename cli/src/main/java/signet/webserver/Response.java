package signet.webserver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * An answer, after which the connection is closed.
 *
 * @param status the status
 * @param contentType the media type of the body
 * @param body the body, ASCII
 * @param withBody whether the body is sent; the answer to HEAD only tells its length
 */
record Response(Status status, String contentType, String body, boolean withBody) {

    static Response of(Status status) {
        return new Response(status, "text/plain", status + "\n", true);
    }

    Response withoutBody() {
        return new Response(status, contentType, body, false);
    }

    /** Returns the bytes to send. */
    ByteBuffer encode(Clock clock) {
        String text =
                "HTTP/1.1 "
                        + status
                        + "\r\nDate: "
                        + HttpDate.format(clock.instant())
                        + "\r\nContent-Type: "
                        + contentType
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\nX-Content-Type-Options: nosniff"
                        + (status == Status.METHOD_NOT_ALLOWED ? "\r\nAllow: GET, HEAD" : "")
                        + "\r\nConnection: close\r\n\r\n"
                        + (withBody ? body : "");
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
