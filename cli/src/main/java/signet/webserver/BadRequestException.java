package signet.webserver;

/** A request that gets no further than its head; carries the status to answer with. */
final class BadRequestException extends Exception {

    private final Status status;

    BadRequestException(Status status) {
        super(status.toString());
        this.status = status;
    }

    Status status() {
        return status;
    }
}
