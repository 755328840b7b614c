package signet.token;

/** Accountd is gone, or wants nothing more. */
final class EndOfInputException extends Exception {

    EndOfInputException() {
        super("the end of the input");
    }
}
